import CArchive

/// Reads an archive of any format and compression that libarchive knows.
///
/// It blocks and belongs to one thread: run it off the cooperative pool.
package final class ArchiveReader {
    private let handle: OpaquePointer
    private let name: String
    private var current: String?
    private let isRaw: Bool
    /// Bytes that libarchive reads from must stay where they are.
    private let memory: UnsafeMutableRawBufferPointer?
    private let source: ArchiveSource?

    package convenience init(path: String) throws(ArchiveError) {
        try self.init(path: path, raw: false)
    }

    /// A compressed file, or a plain one, as a single nameless stream.
    init(path: String, raw: Bool) throws(ArchiveError) {
        handle = try Self.makeHandle(named: path, raw: raw)
        name = path
        isRaw = raw
        memory = nil
        source = nil
        try check(archive_read_open_filename(handle, path, 256 << 10), .open)
    }

    package init(bytes: some Collection<UInt8>, named name: String) throws(ArchiveError) {
        handle = try Self.makeHandle(named: name, raw: false)
        self.name = name
        isRaw = false
        source = nil
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
        memory.copyBytes(from: bytes)
        self.memory = memory
        try check(archive_read_open_memory(handle, memory.baseAddress, bytes.count), .open)
    }

    /// Reads what a closure hands out piece by piece, nil at the end; each piece stays valid until the next is asked for.
    ///
    /// Only what is expected is looked for: an image's first bytes may look like an archive's. What the closure throws
    /// comes back as the ``ArchiveError/cause``.
    package init(
        _ expected: Expectation, named name: String, from read: @escaping () throws -> UnsafeRawBufferPointer?
    ) throws(ArchiveError) {
        guard let handle = archive_read_new() else {
            throw ArchiveError(.open, archive: name, reason: "out of memory")
        }
        expected.prepare(handle)
        self.handle = handle
        self.name = name
        isRaw = expected == .compressed
        memory = nil
        let source = ArchiveSource(read)
        self.source = source
        try check(source.open(handle), .open)
    }

    deinit {
        archive_read_free(handle)
        memory?.deallocate()
    }

    private static func makeHandle(named name: String, raw: Bool) throws(ArchiveError) -> OpaquePointer {
        guard let handle = archive_read_new() else {
            throw ArchiveError(.open, archive: name, reason: "out of memory")
        }
        // These only fail for want of memory or of an optional library; a missing one shows when it is needed.
        _ = archive_read_support_filter_all(handle)
        _ = raw ? archive_read_support_format_raw(handle) : archive_read_support_format_all(handle)
        // An empty file is no raw stream to libarchive, but it is a file without contents.
        if raw { _ = archive_read_support_format_empty(handle) }
        return handle
    }

    /// The next member, or nil at the end. What was not read of the last one is skipped.
    package func next() throws(ArchiveError) -> ArchiveEntry? {
        var entry: OpaquePointer?
        current = nil
        let result = archive_read_next_header(handle, &entry)
        if result == ARCHIVE_EOF { return nil }
        try check(result, .damaged)
        guard let entry, let found = ArchiveEntry(reading: entry) else {
            throw ArchiveError(.damaged, archive: name, reason: "a member without a name")
        }
        current = found.path
        return found
    }

    /// The rest of the current member's contents.
    ///
    /// More bytes than the limit are an error: a small archive may unpack to a huge file.
    package func contents(limit: Int = 1 << 30) throws(ArchiveError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try chunk() {
            guard bytes.count + chunk.count <= limit else {
                throw ArchiveError(
                    .damaged, archive: name, entry: isRaw ? nil : current, reason: "more than \(limit) bytes")
            }
            bytes += chunk
        }
        return bytes
    }

    /// The next piece of the current member's contents, or nil at their end.
    package func chunk(atMost size: Int = 256 << 10) throws(ArchiveError) -> [UInt8]? {
        var failure: ArchiveError?
        let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let result = archive_read_data(handle, buffer.baseAddress, buffer.count)
            count = max(0, result)
            if result < 0 { failure = failed(.damaged) }
        }
        if let failure { throw failure }
        return chunk.isEmpty ? nil : chunk
    }

    private func check(_ result: Int32, _ code: ArchiveError.Code) throws(ArchiveError) {
        if result != ARCHIVE_OK { throw failed(code) }
    }

    private func failed(_ code: ArchiveError.Code) -> ArchiveError {
        let error = ArchiveError.last(handle, code, archive: name, entry: isRaw ? nil : current)
        guard let cause = source?.failure else { return error }
        return ArchiveError(.read, archive: name, entry: error.entry, reason: "its bytes cannot be read", cause: cause)
    }
}

extension ArchiveReader {
    /// The next piece of the current member where it lies in libarchive's memory, and its place in the member: between
    /// two pieces may be a hole. It is valid until the next call on the reader.
    package func block() throws(ArchiveError) -> (offset: Int64, bytes: UnsafeRawBufferPointer)? {
        while true {
            var start: UnsafeRawPointer?
            var count = 0
            var offset: Int64 = 0
            let result = archive_read_data_block(handle, &start, &count, &offset)
            if result == ARCHIVE_EOF { return nil }
            try check(result, .damaged)
            if count > 0 { return (offset, UnsafeRawBufferPointer(start: start, count: count)) }
        }
    }

    /// The compressions around the archive, the outermost first: "gzip", "xz" and so on.
    package var compressions: [String] {
        // The innermost is number 0; the last is the file itself.
        (0..<max(0, archive_filter_count(handle) - 1)).reversed().compactMap { number in
            archive_filter_name(handle, number).map { String(cString: $0) }
        }
    }
}

extension ArchiveReader {
    /// The contents of a file that may be compressed (gzip, xz, zstd, bzip2, lz4 and others), uncompressed.
    package static func decompressed(_ path: String, limit: Int = 1 << 30) throws(ArchiveError) -> [UInt8] {
        let reader = try ArchiveReader(path: path, raw: true)
        // An empty file has no stream in it.
        guard try reader.next() != nil else { return [] }
        return try reader.contents(limit: limit)
    }
}

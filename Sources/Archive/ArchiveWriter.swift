import CArchive
import Glibc
import Offload

/// Writes an initramfs (cpio, format "newc"). Equal entries in equal order give equal bytes, wherever and whenever.
///
/// It blocks and belongs to one thread: run it off the cooperative pool.
package final class ArchiveWriter {
    package enum Compression: Sendable, Hashable, CaseIterable {
        case none, gzip, zstd
    }

    /// An initramfs is cpio; what programs of a distribution unpack is tar.
    package enum Format: Sendable, Hashable {
        case cpio, tar
    }

    private let handle: OpaquePointer
    private let entry: OpaquePointer
    private let name: String
    private var inodes: Int64 = 0

    /// Writes to an open file from where it stands; closing that is the caller's. Errors call the archive by the name.
    package init(
        to descriptor: Int32, named name: String, format: Format = .cpio, compression: Compression = .none
    ) throws(ArchiveError) {
        guard let handle = archive_write_new(), let entry = archive_entry_new() else {
            throw ArchiveError(.open, archive: name, reason: "out of memory")
        }
        self.handle = handle
        self.entry = entry
        self.name = name
        switch format {
        case .cpio: try check(archive_write_set_format_cpio_newc(handle))
        case .tar: try check(archive_write_set_format_pax_restricted(handle))
        }
        switch compression {
        case .none:
            try check(archive_write_add_filter_none(handle))
        case .gzip:
            try check(archive_write_add_filter_gzip(handle))
            // The header would carry the time of writing.
            try check(archive_write_set_filter_option(handle, "gzip", "timestamp", nil))
        case .zstd:
            try check(archive_write_add_filter_zstd(handle))
        }
        try check(archive_write_set_bytes_per_block(handle, 256 << 10))
        // Without this the last block is padded to a whole one.
        try check(archive_write_set_bytes_in_last_block(handle, 1))
        try check(archive_write_open_fd(handle, descriptor), .open)
    }

    deinit {
        archive_entry_free(entry)
        // An archive that was not closed is given up: freeing it must not write to a descriptor that may be another's by now.
        archive_write_fail(handle)
        archive_write_free(handle)
    }

    /// Adds something that has no contents: a directory, a symlink, a device node.
    package func append(_ member: ArchiveEntry) throws(ArchiveError) {
        if case .file(let size) = member.kind, size != 0 {
            throw ArchiveError(
                .entry, archive: name, entry: member.path, reason: "a file of \(size) bytes needs its contents")
        }
        try begin(member)
        try finish(member)
    }

    /// Adds a regular file with these contents.
    package func append(
        file path: String, contents: [UInt8], permissions: UInt32
    ) throws(ArchiveError) {
        let member = ArchiveEntry(path: path, kind: .file(size: Int64(contents.count)), permissions: permissions)
        try begin(member)
        try contents.withUnsafeBufferPointer { bytes throws(ArchiveError) in
            try write(UnsafeRawBufferPointer(bytes), of: member)
        }
        try finish(member)
    }

    /// Adds a regular file with the contents of a file of the host, which are never held in memory as a whole.
    package func append(file path: String, contentsOf source: String, permissions: UInt32) throws(ArchiveError) {
        let descriptor: Descriptor
        var status = stat()
        do throws(SystemError) {
            descriptor = Descriptor(owning: try retrying("open", source) { open(source, O_RDONLY | O_CLOEXEC) })
            try retrying("fstat", source) { fstat(descriptor.raw, &status) }
        } catch {
            throw ArchiveError(.read, archive: name, entry: path, reason: error.description)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw ArchiveError(.entry, archive: name, entry: path, reason: "\(source) is not a regular file")
        }
        let member = ArchiveEntry(path: path, kind: .file(size: Int64(status.st_size)), permissions: permissions)
        try begin(member)
        try copy(from: descriptor, source, of: member, bytes: Int(status.st_size))
        try finish(member)
    }

    /// Writes the end of the archive. An archive that was not closed is not whole.
    package func close() throws(ArchiveError) {
        try check(archive_write_close(handle))
    }

    private func begin(_ member: ArchiveEntry) throws(ArchiveError) {
        guard !member.path.isEmpty, !member.path.hasPrefix("/"), !member.path.utf8.contains(0) else {
            throw ArchiveError(
                .entry, archive: name, entry: member.path, reason: "a name must be relative and not empty")
        }
        guard member.kind != .other else {
            throw ArchiveError(.entry, archive: name, entry: member.path, reason: "this kind of file is not written")
        }
        inodes += 1
        member.write(to: entry, inode: inodes)
        try check(archive_write_header(handle, entry), at: member.path)
    }

    private func write(_ bytes: UnsafeRawBufferPointer, of member: ArchiveEntry) throws(ArchiveError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = archive_write_data(handle, rest.baseAddress, rest.count)
            if count < 0 { throw .last(handle, .write, archive: name, entry: member.path) }
            // libarchive takes no more than the size that the header announced.
            if count == 0 {
                throw ArchiveError(
                    .entry, archive: name, entry: member.path, reason: "more contents than its size says")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    private func copy(
        from descriptor: Descriptor, _ source: String, of member: ArchiveEntry, bytes total: Int
    ) throws(ArchiveError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(max(total, 1), 256 << 10), alignment: 16)
        defer { buffer.deallocate() }
        var copied = 0
        while copied < total {
            let count: Int
            do throws(SystemError) {
                count = try retrying("read", source) {
                    read(descriptor.raw, buffer.baseAddress, min(buffer.count, total - copied))
                }
            } catch {
                throw ArchiveError(.read, archive: name, entry: member.path, reason: error.description)
            }
            guard count > 0 else {
                throw ArchiveError(
                    .read, archive: name, entry: member.path, reason: "\(source) became shorter while it was read")
            }
            try write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), of: member)
            copied += count
        }
    }

    private func finish(_ member: ArchiveEntry) throws(ArchiveError) {
        try check(archive_write_finish_entry(handle), at: member.path)
    }

    /// libarchive's warnings (a name it could not convert, a truncated field) would mean a wrong image: errors here.
    private func check(
        _ result: Int32, _ code: ArchiveError.Code = .write, at entry: String? = nil
    ) throws(ArchiveError) {
        if result != ARCHIVE_OK { throw .last(handle, code, archive: name, entry: entry) }
    }
}

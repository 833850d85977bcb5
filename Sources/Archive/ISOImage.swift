import CArchive
import Glibc

/// Makes ISO 9660 images with Joliet and Rock Ridge names. Equal files give equal bytes, wherever and whenever.
///
/// It blocks: run it off the cooperative pool. libarchive keeps contents in a temporary file that has no name.
package enum ISOImage {
    /// The image with these files, by their paths, and the directories that they are in.
    ///
    /// `volume` is what a guest sees as the file system's label, in both name spaces: at most 16 characters of ASCII.
    package static func bytes(volume: String, files: [String: [UInt8]]) throws(ArchiveError) -> [UInt8] {
        guard (1...16).contains(volume.utf8.count), volume.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ArchiveError(.entry, archive: volume, reason: "a volume's name has 1 to 16 characters of ASCII")
        }
        guard let handle = archive_write_new(), let entry = archive_entry_new() else {
            throw ArchiveError(.open, archive: volume, reason: "out of memory")
        }
        defer {
            archive_entry_free(entry)
            // An image that was not closed is given up: freeing it must not write to memory that is gone by then.
            archive_write_fail(handle)
            archive_write_free(handle)
        }
        func check(_ result: Int32, _ code: ArchiveError.Code = .write, at path: String? = nil) throws(ArchiveError) {
            if result != ARCHIVE_OK { throw .last(handle, code, archive: volume, entry: path) }
        }
        try check(archive_write_set_format_iso9660(handle))
        try check(archive_write_set_format_option(handle, "iso9660", "volume-id", volume))
        // A drive of optical disks needs padding; a file needs none.
        try check(archive_write_set_format_option(handle, "iso9660", "pad", nil))
        try check(archive_write_add_filter_none(handle))
        try check(archive_write_set_bytes_in_last_block(handle, 1))

        let members = members(of: files)
        // Tables and directories take far less than this beside the files' whole blocks.
        let capacity = members.reduce(1 << 20) { $0 + ($1.contents?.count ?? 0) + 8192 }
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
        // libarchive writes here until the handle is closed.
        let used = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        used.initialize(to: 0)
        defer {
            memory.deallocate()
            used.deallocate()
        }
        try check(archive_write_open_memory(handle, memory.baseAddress, capacity, used), .open)
        for (number, member) in members.enumerated() {
            try add(member, inode: Int64(number + 1), to: handle, entry, volume: volume)
        }
        try check(archive_write_close(handle))
        var image = ISOStamps(Array(memory[..<used.pointee]))
        image.settle(volume: volume)
        return image.bytes
    }

    private struct Member {
        let path: String
        /// Nil for a directory.
        let contents: [UInt8]?
    }

    /// Directories before what is in them, in an order that depends on names alone.
    private static func members(of files: [String: [UInt8]]) -> [Member] {
        var directories: Set<String> = []
        for path in files.keys {
            var parts = path.split(separator: "/").dropLast()
            while !parts.isEmpty {
                directories.insert(parts.joined(separator: "/"))
                parts = parts.dropLast()
            }
        }
        return directories.sorted().map { Member(path: $0, contents: nil) }
            + files.sorted { $0.key < $1.key }.map { Member(path: $0.key, contents: $0.value) }
    }

    private static func add(
        _ member: Member, inode: Int64, to handle: OpaquePointer, _ entry: OpaquePointer, volume: String
    ) throws(ArchiveError) {
        let parts = member.path.split(separator: "/", omittingEmptySubsequences: false)
        // libarchive converts names by the process's locale, which is nobody's business here.
        guard member.path.utf8.allSatisfy({ (0x20...0x7E).contains($0) }),
            parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
        else {
            throw ArchiveError(
                .entry, archive: volume, entry: member.path,
                reason: "a path must be relative, plain and of ASCII characters")
        }
        ArchiveEntry(
            path: member.path, kind: member.contents.map { .file(size: Int64($0.count)) } ?? .directory,
            permissions: member.contents == nil ? 0o555 : 0o444
        ).write(to: entry, inode: inode)
        guard archive_write_header(handle, entry) == ARCHIVE_OK else {
            throw .last(handle, .write, archive: volume, entry: member.path)
        }
        let contents = member.contents ?? []
        let written = contents.withUnsafeBytes { archive_write_data(handle, $0.baseAddress, $0.count) }
        guard written == contents.count || contents.isEmpty else {
            throw .last(handle, .write, archive: volume, entry: member.path)
        }
        guard archive_write_finish_entry(handle) == ARCHIVE_OK else {
            throw .last(handle, .write, archive: volume, entry: member.path)
        }
    }
}

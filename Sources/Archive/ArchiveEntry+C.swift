import CArchive
import Glibc

// AE_IF… are macros with casts, which Swift does not import; the values are those of S_IF….
private enum FileType {
    static let mask: UInt32 = 0o170000
    static let characterDevice: UInt32 = 0o020000
    static let directory: UInt32 = 0o040000
    static let regular: UInt32 = 0o100000
    static let symlink: UInt32 = 0o120000
}

extension ArchiveEntry {
    /// Copies everything into libarchive's entry, which is cleared before.
    func write(to entry: OpaquePointer, inode: Int64) {
        archive_entry_clear(entry)
        archive_entry_copy_pathname(entry, path)
        archive_entry_set_perm(entry, permissions & 0o7777)
        archive_entry_set_uid(entry, Int64(user))
        archive_entry_set_gid(entry, Int64(group))
        archive_entry_set_mtime(entry, time_t(modified), 0)
        archive_entry_set_ino64(entry, inode)
        archive_entry_set_nlink(entry, 1)
        switch kind {
        case .directory:
            archive_entry_set_filetype(entry, FileType.directory)
            archive_entry_set_size(entry, 0)
        case .file(let size):
            archive_entry_set_filetype(entry, FileType.regular)
            archive_entry_set_size(entry, size)
        case .symlink(let target):
            archive_entry_set_filetype(entry, FileType.symlink)
            archive_entry_copy_symlink(entry, target)
            archive_entry_set_size(entry, 0)
        case .characterDevice(let major, let minor):
            archive_entry_set_filetype(entry, FileType.characterDevice)
            archive_entry_set_rdevmajor(entry, dev_t(major))
            archive_entry_set_rdevminor(entry, dev_t(minor))
            archive_entry_set_size(entry, 0)
        case .other:
            preconditionFailure("the writer refuses this kind")
        }
    }

    /// Nil when the entry has no name, as in a raw stream.
    init?(reading entry: OpaquePointer) {
        guard let name = archive_entry_pathname(entry) else { return nil }
        let kind: Kind =
            switch archive_entry_filetype(entry) & FileType.mask {
            case FileType.directory: .directory
            case FileType.regular: .file(size: archive_entry_size(entry))
            case FileType.symlink: .symlink(target: archive_entry_symlink(entry).map { String(cString: $0) } ?? "")
            case FileType.characterDevice:
                .characterDevice(
                    major: UInt32(truncatingIfNeeded: archive_entry_rdevmajor(entry)),
                    minor: UInt32(truncatingIfNeeded: archive_entry_rdevminor(entry)))
            default: .other
            }
        self.init(
            path: String(cString: name), kind: kind, permissions: archive_entry_perm(entry) & 0o7777,
            user: UInt32(truncatingIfNeeded: archive_entry_uid(entry)),
            group: UInt32(truncatingIfNeeded: archive_entry_gid(entry)), modified: Int64(archive_entry_mtime(entry)))
    }
}

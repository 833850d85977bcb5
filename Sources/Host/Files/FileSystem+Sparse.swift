import CLinux
import Glibc
package import Offload

extension FileSystem {
    /// Makes a new file of so many bytes that takes no space before it is written, for this user's eyes only.
    package static func makeEmptyFile(_ path: String, bytes: Int64) throws(SystemError) {
        let file = Descriptor(
            owning: try retrying("open", path) { open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        )
        try retrying("ftruncate", path) { ftruncate(file.raw, off_t(bytes)) }
    }

    /// Waits until what was written to a file is on the disk.
    package static func sync(_ path: String) throws(SystemError) {
        let file = Descriptor(owning: try retrying("open", path) { open(path, O_RDONLY | O_CLOEXEC) })
        try retrying("fdatasync", path) { fdatasync(file.raw) }
    }

    /// Free bytes where a path lies, for this user.
    package static func freeBytes(at path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(status.f_bavail) * Int64(status.f_frsize)
    }

    /// Bytes that a file really takes.
    package static func usedBytes(of path: String) -> Int64 { Int64(status(path)?.st_blocks ?? 0) * 512 }
}

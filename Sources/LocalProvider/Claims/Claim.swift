import CLinux
import Glibc
import Host
import Offload

/// A claim as a list shows it.
package struct Claim: Sendable, Hashable, Codable {
    package let name: String
    package let namespace: String
    package let path: String
    /// What a disk of it can hold, in bytes; nil for a directory of files.
    package let size: Int64?
    /// How much of this host's disk it takes, in bytes.
    package let used: Int64
    /// Whether a machine has it now.
    package let isInUse: Bool

    init(name: String, namespace: String, path: String, lock: String) {
        (self.name, self.namespace, self.path) = (name, namespace, path)
        let disk = path + "/" + ClaimPool.disk
        let status = FileSystem.status(disk)
        size = status.map { Int64($0.st_size) }
        used = status.map { Int64($0.st_blocks) * 512 } ?? 0
        isInUse = Self.isLocked(lock) || Self.isOpen(disk)
    }

    private static func isLocked(_ path: String) -> Bool {
        guard FileSystem.exists(path) else { return false }
        guard let lock = try? FileLock.trying(existing: path) else { return true }
        lock.release()
        return false
    }

    /// Whether a QEMU has the file open: it locks what it opens.
    static func isOpen(_ path: String) -> Bool {
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard number >= 0 else { return false }
        let file = Descriptor(owning: number)
        return mayfly_lock_holder(file.raw) != 0
    }
}

import CLinux
import Glibc
package import Offload

/// An advisory lock on a file or directory; the kernel frees it with its holder, however that ends.
package final class FileLock: Sendable {
    package let path: String
    private let descriptor: Descriptor

    private init(path: String, descriptor: Descriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    /// Waits for the lock of a file, which is made when it is not there.
    package static func waiting(for path: String) async throws(SystemError) -> FileLock {
        let descriptor = try opened(path)
        _ = try await blocking { () throws(SystemError) in try retrying("flock", path) { mayfly_flock(descriptor.raw, LOCK_EX) } }
        return FileLock(path: path, descriptor: descriptor)
    }

    /// The lock of a file or directory, or nil when another holds it.
    package static func trying(_ path: String) throws(SystemError) -> FileLock? {
        let descriptor = try opened(path)
        guard mayfly_flock(descriptor.raw, LOCK_EX | LOCK_NB) == 0 else {
            if errno == EWOULDBLOCK { return nil }
            throw SystemError("flock", subject: path)
        }
        return FileLock(path: path, descriptor: descriptor)
    }

    private static func opened(_ path: String) throws(SystemError) -> Descriptor {
        let isDirectory = FileSystem.status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
        let flags = isDirectory ? O_RDONLY | O_DIRECTORY : O_RDWR | O_CREAT
        return Descriptor(owning: try retrying("open", path) { open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600) })
    }

    /// Whether the locked file still has its name; a sweeper may have removed it before we had the lock.
    package var isLinked: Bool {
        var held = stat()
        guard fstat(descriptor.raw, &held) == 0, let named = FileSystem.status(path) else { return false }
        return held.st_ino == named.st_ino && held.st_dev == named.st_dev
    }

    package func release() { descriptor.close() }
}

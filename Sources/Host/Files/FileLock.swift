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

    deinit { release() }

    /// Waits for the lock of a file, which is made when it is not there; throws ECANCELED when the task is cancelled.
    package static func waiting(for path: String) async throws(SystemError) -> FileLock {
        // Asked again and again: a thread that blocks in flock() could not be called back.
        while true {
            if let lock = try trying(path) { return lock }
            try await pause(path, .milliseconds(5))
        }
    }

    /// Waits for the lock of a file or directory that is there, and that is never held for long.
    package static func waiting(forExisting path: String) async throws(SystemError) -> FileLock {
        while true {
            if let lock = try trying(existing: path) { return lock }
            try await pause(path, .milliseconds(1))
        }
    }

    private static func pause(_ path: String, _ time: Duration) async throws(SystemError) {
        do { try await Task.sleep(for: time) } catch {
            throw SystemError("flock", subject: path, number: ECANCELED)
        }
    }

    /// The lock of a file, which is made when it is not there; nil when another holds it.
    package static func trying(_ path: String) throws(SystemError) -> FileLock? {
        try lock(path, O_RDWR | O_CREAT)
    }

    /// The lock of a file, which is made when it is not there, together with others who share it; nil when one holds it alone.
    package static func sharing(_ path: String) throws(SystemError) -> FileLock? {
        try lock(path, O_RDWR | O_CREAT, LOCK_SH)
    }

    /// The lock of a file or directory that is there; nil when another holds it.
    package static func trying(existing path: String) throws(SystemError) -> FileLock? {
        try lock(path, O_RDONLY | O_NONBLOCK)
    }

    private static func lock(_ path: String, _ flags: Int32, _ kind: Int32 = LOCK_EX) throws(SystemError) -> FileLock? {
        let descriptor = Descriptor(
            owning: try retrying("open", path) { open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600) })
        while mayfly_flock(descriptor.raw, kind | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return nil }
            if errno != EINTR { throw SystemError("flock", subject: path) }
        }
        return FileLock(path: path, descriptor: descriptor)
    }

    /// Whether the locked file still has its name; a sweeper may have removed it before we had the lock.
    package var isLinked: Bool { FileSystem.isLinked(descriptor, path) }

    /// Writes to the end of a file that was locked by ``trying(_:)``: by its owner alone, so that it is never opened again.
    func append(_ text: String) throws(SystemError) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = try retrying("write", path) {
                bytes.withUnsafeBytes { write(descriptor.raw, $0.baseAddress, $0.count) }
            }
            bytes.removeFirst(count)
        }
    }

    package func release() {
        // Said aloud: a child that is just being started has a copy of the descriptor until it runs its program.
        _ = mayfly_flock(descriptor.raw, LOCK_UN)
        descriptor.close()
    }
}

import Glibc
package import Offload

/// A directory for sockets of one piece of work, whose addresses must be short; gone with it, and swept when its process
/// was killed.
package final class SocketDirectory: Sendable {
    package let path: String
    private let lock: FileLock

    private static let prefix = "sockets-"

    private init(path: String, lock: FileLock) {
        (self.path, self.lock) = (path, lock)
    }

    /// Makes one in the runtime directory. It blocks.
    package static func make(in runtime: String) throws(SystemError) -> SocketDirectory {
        try FileSystem.makeDirectory(runtime)
        while true {
            let path = "\(runtime)/\(prefix)" + String(UInt32.random(in: 0 ... .max), radix: 36)
            if mkdir(path, 0o700) != 0 {
                if errno == EEXIST { continue }
                throw SystemError("mkdir", subject: path)
            }
            // A sweeper may come between the two calls.
            if let lock = try? FileLock.trying(existing: path), lock.isLinked {
                return SocketDirectory(path: path, lock: lock)
            }
        }
    }

    /// Removes it. It blocks.
    package func remove() {
        try? FileSystem.remove(path)
        lock.release()
    }

    /// Removes those whose process is gone. It blocks.
    package static func sweep(in runtime: String) {
        for name in FileSystem.names(in: runtime) where name.hasPrefix(prefix) {
            guard let lock = try? FileLock.trying(existing: "\(runtime)/\(name)") else { continue }
            try? FileSystem.remove(lock.path)
            lock.release()
        }
    }
}

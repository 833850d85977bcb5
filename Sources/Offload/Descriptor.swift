import Glibc
import Synchronization

/// An open file descriptor with one owner: closed once, by `close()` or by the last reference.
package final class Descriptor: Sendable {
    private let number: Mutex<Int32?>

    package init(owning number: Int32) {
        self.number = Mutex(number)
    }

    deinit { close() }

    package func close() {
        let open = number.withLock { number in
            defer { number = nil }
            return number
        }
        if let open { _ = Glibc.close(open) }
    }

    /// The descriptor's number, or -1 (every call then fails with EBADF) once it is closed.
    package var raw: Int32 { number.withLock { $0 } ?? -1 }

    package func setNonBlocking() throws(SystemError) {
        let raw = self.raw
        let flags = try retrying("fcntl") { fcntl(raw, F_GETFL) }
        try retrying("fcntl") { fcntl(raw, F_SETFL, flags | O_NONBLOCK) }
    }
}

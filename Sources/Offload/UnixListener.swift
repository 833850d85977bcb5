import CLinux
import Glibc

/// A listening socket in the file system, for the one program that we start ourselves.
package struct UnixListener: Sendable {
    private let descriptor: Descriptor

    package init(_ path: String) throws(SystemError) {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = Descriptor(owning: try retrying("socket") { socket(AF_UNIX, type, 0) })
        try retrying("bind", path) { mayfly_unix_bind(descriptor.raw, path) }
        try retrying("listen", path) { listen(descriptor.raw, 1) }
        try descriptor.setNonBlocking()
        self.descriptor = descriptor
    }

    /// The next connection; throws ECANCELED when the task is cancelled.
    package func accept() async throws(SystemError) -> DescriptorStream {
        while true {
            let accepted = mayfly_accept(descriptor.raw)
            if accepted >= 0 { return try DescriptorStream(Descriptor(owning: accepted)) }
            guard errno == EAGAIN || errno == EINTR else { throw SystemError("accept") }
            if Task.isCancelled { throw SystemError("accept", number: ECANCELED) }
            try await Reactor.reading.wait(for: descriptor.raw)
        }
    }
}

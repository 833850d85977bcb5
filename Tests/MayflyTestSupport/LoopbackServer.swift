import CLinux
import Glibc
package import Offload
import Synchronization

/// A server on a port of 127.0.0.1 that the kernel chose: it says its line to whoever comes, and counts them.
package final class LoopbackServer: Sendable {
    package let port: UInt16
    private let state: Mutex<(visitors: Int, task: Task<Void, Never>?)>

    /// How many connections there were.
    package var visitors: Int { state.withLock { $0.visitors } }

    package init(saying line: String) throws(SystemError) {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let listener = Descriptor(owning: try retrying("socket") { socket(AF_INET, type, 0) })
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let raw = listener.raw
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(raw, address, size) == 0 && listen(raw, 16) == 0 && getsockname(raw, address, &size) == 0
            }
        }
        guard isListening else { throw SystemError("listen", subject: "127.0.0.1") }
        try listener.setNonBlocking()
        port = UInt16(bigEndian: address.sin_port)
        state = Mutex((0, nil))
        let task = Task { [weak self] in
            while (try? await Reactor.reading.wait(for: listener.raw)) != nil, !Task.isCancelled {
                let taken = mayfly_accept(listener.raw)
                guard taken >= 0, let stream = try? DescriptorStream(Descriptor(owning: taken)) else { continue }
                self?.state.withLock { $0.visitors += 1 }
                try? await stream.write(Array((line + "\n").utf8))
                stream.close()
            }
        }
        state.withLock { $0.task = task }
    }

    deinit { state.withLock { $0.task }?.cancel() }
}

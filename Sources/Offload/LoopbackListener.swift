import CLinux
import Glibc

/// A listening socket on 127.0.0.1 with a port that the kernel chose.
package struct LoopbackListener: Sendable {
    package let port: UInt16
    private let descriptor: Descriptor
    private let take: @Sendable (Int32) -> Int32

    /// `take` is accept4(2) but for tests.
    package init(take: (@Sendable (Int32) -> Int32)? = nil) throws(SystemError) {
        self.take = take ?? { mayfly_accept($0) }
        descriptor = Descriptor(
            owning: try retrying("socket") { socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) })
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let raw = descriptor.raw
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(raw, address, size) == 0 && listen(raw, 64) == 0 && getsockname(raw, address, &size) == 0
            }
        }
        guard result else { throw SystemError("listen", subject: "127.0.0.1") }
        port = UInt16(bigEndian: address.sin_port)
        try descriptor.setNonBlocking()
    }

    /// The next connection. What passes by itself, such as a lack of descriptors, is waited out.
    package func next() async throws -> DescriptorStream {
        while true {
            let accepted = take(descriptor.raw)
            let number = errno
            if accepted >= 0 { return try DescriptorStream(Descriptor(owning: accepted)) }
            try Task.checkCancellation()
            switch number {
            case EINTR: continue
            case EAGAIN: try await Reactor.reading.wait(for: descriptor.raw)
            case ECONNABORTED, EMFILE, ENFILE, ENOBUFS, ENOMEM: try await Task.sleep(for: .milliseconds(50))
            default: throw SystemError("accept", subject: "127.0.0.1:\(port)", number: number)
            }
        }
    }
}

import CLinux
import Glibc
import Offload

/// A server on a port of the kernel's choice that takes one connection and gives back what it gets.
final class LoopbackEcho: Sendable {
    private let listener: Descriptor
    let port: UInt16

    init() throws {
        let number = try retrying("socket") { socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) }
        listener = Descriptor(owning: number)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                try retrying("bind") { bind(number, raw, size) }
                try retrying("listen") { listen(number, 4) }
                try retrying("getsockname") { getsockname(number, raw, &size) }
            }
        }
        port = UInt16(bigEndian: address.sin_port)
    }

    func serve() async throws {
        let number = listener.raw
        let taken = try await blocking { () throws(SystemError) in try retrying("accept") { mayfly_accept(number) } }
        let stream = try DescriptorStream(Descriptor(owning: taken))
        while case let bytes = try await stream.read(atMost: 4096), !bytes.isEmpty { try await stream.write(bytes) }
        stream.close()
    }
}

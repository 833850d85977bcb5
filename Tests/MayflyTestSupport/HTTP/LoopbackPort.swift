import Glibc
package import Offload

/// A port of 127.0.0.1 that nobody else is given as long as this is there, and at which nobody listens yet.
///
/// It is bound and does not listen: a server that sets SO_REUSEADDR, as they all do, can bind it too and listen.
package final class LoopbackPort: Sendable {
    package let number: UInt16
    private let holder: Descriptor

    package init() throws(SystemError) {
        let holder = Descriptor(
            owning: try retrying("socket") { socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) })
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        try retrying("setsockopt") { setsockopt(holder.raw, SOL_SOCKET, SO_REUSEADDR, &yes, size) }
        try retrying("bind") { Self.withAddress(0) { bind(holder.raw, $0, $1) } }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        try retrying("getsockname") {
            withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(holder.raw, $0, &length) }
            }
        }
        self.holder = holder
        number = UInt16(bigEndian: address.sin_port)
    }

    /// Whether somebody listens there.
    package var isServed: Bool {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { return false }
        let descriptor = Descriptor(owning: number)
        return Self.withAddress(self.number) { connect(descriptor.raw, $0, $1) == 0 }
    }

    private static func withAddress<Value>(
        _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

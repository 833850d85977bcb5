import CLinux
import Glibc

/// Where a TCP service is: every address that its host's name stood for.
package struct TCPService: Sendable {
    /// For messages.
    private let words: String
    private let addresses: [[UInt8]]

    /// Looks the host up: a name, or a numeric address.
    package init(host: String, port: UInt16) async throws(SystemError) {
        words = "\(host) port \(port)"
        addresses = try await blocking { () throws(SystemError) in
            var hints = addrinfo()
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
            var list: UnsafeMutablePointer<addrinfo>?
            let status = getaddrinfo(host, "\(port)", &hints, &list)
            guard status == 0 else {
                throw SystemError("getaddrinfo", subject: host, number: status == EAI_SYSTEM ? errno : ENXIO)
            }
            defer { freeaddrinfo(list) }
            return sequence(first: list, next: { $0?.pointee.ai_next }).prefix { $0 != nil }.compactMap { entry in
                entry.map {
                    [UInt8](UnsafeRawBufferPointer(start: $0.pointee.ai_addr, count: Int($0.pointee.ai_addrlen)))
                }
            }
        }
    }

    /// Connects to the first address that takes us.
    package func connect() async throws(SystemError) -> DescriptorStream {
        var last = SystemError("connect", subject: words, number: ENXIO)
        for address in addresses {
            do throws(SystemError) { return try await connect(to: address) } catch { last = error }
        }
        throw last
    }

    private func connect(to address: [UInt8]) async throws(SystemError) -> DescriptorStream {
        let family = Int32(address.withUnsafeBytes { $0.loadUnaligned(as: sa_family_t.self) })
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = Descriptor(owning: try retrying("socket") { socket(family, type, 0) })
        let stream = try DescriptorStream(descriptor)
        let raw = descriptor.raw
        let result = address.withUnsafeBytes { bytes in
            bytes.baseAddress.map {
                Glibc.connect(raw, $0.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
            }
        }
        if result != 0 {
            guard errno == EINPROGRESS else { throw SystemError("connect", subject: words) }
            try await Reactor.writing.wait(for: raw)
            if Task.isCancelled { throw SystemError("connect", subject: words, number: ECANCELED) }
            var number: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            try retrying("getsockopt") { getsockopt(raw, SOL_SOCKET, SO_ERROR, &number, &size) }
            guard number == 0 else { throw SystemError("connect", subject: words, number: number) }
        }
        var one: Int32 = 1
        setsockopt(raw, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        return stream
    }
}

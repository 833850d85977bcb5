import Offload

/// A server on a port of the kernel's choice that takes one connection and gives back what it gets.
final class LoopbackEcho: Sendable {
    private let listener: LoopbackListener
    var port: UInt16 { listener.port }

    init() throws { listener = try LoopbackListener() }

    func serve() async throws {
        let stream = try await listener.next()
        while case let bytes = try await stream.read(atMost: 4096), !bytes.isEmpty { try await stream.write(bytes) }
        stream.close()
    }
}

import Glibc
import Offload

/// Where forwarded connections end, in the place of a guest: on one port as plain TCP, on the other as the websocket that
/// a cluster's API server would make of it. A process of its own, as both are elsewhere.
enum ForwardEndpoint {
    private static let piece = [UInt8](repeating: 0x6D, count: 64 << 10)

    /// Says its two ports, and serves until it is ended.
    static func run() async throws {
        let (plain, web) = (try LoopbackListener(), try LoopbackListener())
        // At once, which print() does not do to a pipe.
        let line = Array("\(plain.port) \(web.port)\n".utf8)
        guard write(STDOUT_FILENO, line, line.count) == line.count else {
            throw SystemError("write", subject: "standard output")
        }
        try await serve(plain: plain, web: web)
    }

    static func serve(plain: LoopbackListener, web: LoopbackListener) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await accept(plain) { $0 } }
            group.addTask { try await accept(web) { try await WebSocketEnd.accept($0) } }
        }
    }

    private static func accept(
        _ listener: LoopbackListener,
        _ made: @escaping @Sendable (DescriptorStream) async throws -> any ByteStream
    ) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                let stream = try await listener.next()
                group.addTask {
                    // Whoever goes away in the middle is nobody's failure.
                    try? await serve(made(stream))
                    stream.close()
                }
            }
        }
    }

    private static func serve(_ stream: any ByteStream) async throws {
        var wire: [UInt8] = []
        while wire.count < ForwardOrder.length {
            let more = try await stream.read(atMost: ForwardOrder.length - wire.count)
            guard !more.isEmpty else { return }
            wire += more
        }
        guard let order = ForwardOrder(wire) else { return }
        var left = order.bytes
        switch order.direction {
        case .down:
            while left > 0 {
                let next = min(left, piece.count)
                try await stream.write(next == piece.count ? piece : Array(piece.prefix(next)))
                left -= next
            }
        case .up:
            while left > 0, case let more = try await stream.read(atMost: min(left, piece.count)), !more.isEmpty {
                left -= more.count
            }
            if left == 0 { try await stream.write([1]) }
        }
        // The end is the other side's.
        _ = try await stream.read(atMost: 1)
    }
}

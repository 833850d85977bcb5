import Machines
import Offload
import Synchronization
import Wire

/// A session with the helper over one stream of bytes: one task reads, one writes, streams share both.
final class Session: Sendable {
    private struct State {
        var streams: [UInt32: HelperStream] = [:]
        var pings: [UInt64: HelperStream] = [:]
        var next: UInt32 = 1
        var failure: MachineError?
    }

    /// What of each channel the guest may send ahead.
    static let window = 262_144

    let greeting: Greeting
    private let bytes: any ByteStream
    let outbox = Outbox()
    private let state = Mutex(State())

    /// Begins to serve; `decoder` may hold what came after the greeting.
    init(_ bytes: any ByteStream, greeting: Greeting, decoder: FrameDecoder) {
        self.bytes = bytes
        self.greeting = greeting
        Task { await self.readAll(decoder) }
        Task { await self.writeAll() }
    }

    /// Opens a stream; it is answered by `started` or `ended`.
    func open(_ request: Request) throws(MachineError) -> HelperStream {
        let result: Result<HelperStream, MachineError> = state.withLock { state in
            if let failure = state.failure { return .failure(failure) }
            guard state.streams.count < WireProtocol.streamLimit else {
                return .failure(
                    MachineError(
                        .hostNotReady,
                        "more than \(WireProtocol.streamLimit) things at once in one guest: wait for some to end"))
            }
            while state.streams[state.next] != nil || state.next == 0 { state.next &+= 1 }
            let id = state.next
            state.next &+= 1
            let place = outbox.add(Frame.request(id, request).encoded)
            let stream = HelperStream(
                id: id, place: place, outbox: outbox, window: Self.window, credit: Int(greeting.window))
            state.streams[id] = stream
            return .success(stream)
        }
        return try result.get()
    }

    /// Returns when the guest's helper has answered.
    func ping() async throws {
        let (token, stream) = state.withLock { state in
            let token = UInt64.random(in: 1...UInt64.max)
            let stream = HelperStream(id: 0, place: 0, outbox: outbox, window: 0, credit: 0)
            if let failure = state.failure {
                stream.change { $0.end = .lost(failure) }
            } else {
                state.pings[token] = stream
            }
            return (token, stream)
        }
        outbox.add(Frame.ping((0..<8).map { UInt8(truncatingIfNeeded: token >> (8 * $0)) }).encoded)
        try await stream.waitForStart()
        if case .lost(let error) = stream.look(\.end) { throw error }
    }

    /// Ends what still runs in the guest, then the connection.
    func close() async {
        let open = state.withLock { Array($0.streams.values) }
        await withTaskGroup { group in
            for stream in open { group.addTask { await stream.cancel(grace: .zero) } }
        }
        abort()
    }

    /// Ends the connection at once; the guest ends what it ran for it.
    func abort(_ reason: String = "the session with the guest was closed") {
        fail(MachineError(.channelLost, reason))
    }

    private func readAll(_ start: FrameDecoder) async {
        var decoder = start
        do {
            while true {
                while let frame = try decoder.next() { try receive(frame) }
                let part = try await bytes.read(atMost: 131_072)
                if part.isEmpty { break }
                decoder.add(part)
            }
            fail(MachineError(.channelLost, "the guest or its port went away"))
        } catch {
            fail(MachineError(.channelLost, "the session with the guest broke", cause: error))
        }
    }

    private func writeAll() async {
        while let part = await outbox.next() {
            do {
                try await bytes.write(part)
            } catch {
                return fail(MachineError(.channelLost, "the session with the guest broke", cause: error))
            }
        }
    }

    private func receive(_ frame: Frame) throws {
        switch frame {
        case .error(_, let text):
            throw WireError(.badMessage, "the guest's helper did not understand this host: \(text)")
        case .pong(let payload):
            let token = payload.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * UInt64($1.offset)) }
            let stream = state.withLock { $0.pings.removeValue(forKey: token) }
            stream?.change { $0.started = 0 }
        case .started(let id, _), .data(let id, _, _), .eof(let id, _), .credit(let id, _, _):
            try state.withLock { $0.streams[id] }?.change { (state) throws(WireError) in try state.receive(frame) }
        case .ended(let id, _):
            let stream = state.withLock { $0.streams.removeValue(forKey: id) }
            try stream?.change { (state) throws(WireError) in try state.receive(frame) }
        default:
            throw WireError(.badMessage, "the guest sent what only a host may send")
        }
    }

    /// The first failure counts; every stream learns whether its request may have reached the guest.
    private func fail(_ error: MachineError) {
        let (streams, pings) = state.withLock { state in
            if state.failure == nil { state.failure = error }
            defer {
                state.streams = [:]
                state.pings = [:]
            }
            return (state.streams.values, state.pings.values)
        }
        for stream in streams {
            let lost = outbox.wasTaken(stream.place) ? error.mayHaveRun : error
            stream.change { $0.end = $0.end ?? .lost(lost) }
        }
        for ping in pings { ping.change { $0.end = .lost(error) } }
        outbox.close()
        bytes.close()
    }
}

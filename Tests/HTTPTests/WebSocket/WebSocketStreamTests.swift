import MayflyTestSupport
import Offload
import Synchronization
import Testing
import Wire

@testable import HTTP

@Suite struct WebSocketStreamTests {
    /// Opens a websocket with a server of the test's own.
    private func open(
        to server: StubServer, pings: Duration = .seconds(60), clock: any Clock<Duration> = ContinuousClock(),
        headers: [HTTPRequest.Header] = []
    ) async throws -> WebSocket {
        let request = try HTTPRequest(.get, server.url + "/a/b?c=d", headers: headers)
        let session = HTTPSession(HTTPSettings(clock: clock))
        switch try await session.openWebSocket(request, subprotocol: "plain", pings: pings) {
        case .open(let socket): return socket
        case .refused(let answer): throw HTTPError(.status, url: "", "refused", status: answer.status)
        }
    }

    private func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 5) } }

    private func all(_ socket: WebSocket) async throws -> [UInt8] {
        var found: [UInt8] = []
        while case let more = try await socket.read(), !more.isEmpty { found += more }
        return found
    }

    /// A server that gives back what it gets.
    private func echo() throws -> StubServer {
        try StubServer { request, _ in
            StubWebSocket.answer(request) { socket in
                try await socket.read { event in
                    if case .binary(let bytes, _) = event {
                        try await socket.send(WebSocketFrame(.binary, Array(bytes)))
                    }
                }
                socket.close()
            }
        }
    }

    @Test func `bytes go both ways, and the request says who asks and for what`() async throws {
        let server = try echo()
        let socket = try await open(to: server, headers: [.init("Authorization", "Bearer x")])
        let sent = bytes(3_000_001)
        async let writing: Void = socket.write(sent)
        var found: [UInt8] = []
        while found.count < sent.count {
            let more = try await socket.read(atMost: 10_000)
            #expect(more.count <= 10_000 && !more.isEmpty)
            found += more
        }
        try await writing
        #expect(found == sent)
        let request = try #require(server.requests.first)
        #expect(request.target == "/a/b?c=d")
        #expect(request.headers["host"] == "127.0.0.1:\(server.port)")
        #expect(request.headers["authorization"] == "Bearer x")
        #expect(request.headers["sec-websocket-protocol"] == "plain")
        socket.close()
        #expect(try await socket.read().isEmpty)
        let error = await #expect(throws: HTTPError.self) { try await socket.write([1]) }
        #expect(error?.code == .ended)
    }

    @Test func `text is dropped, pings are answered, and the end is an end`() async throws {
        let (pongs, heard) = AsyncStream.makeStream(of: [UInt8].self)
        let server = try StubServer { request, _ in
            StubWebSocket.answer(request) { socket in
                try await socket.send(WebSocketFrame(.text, [1, 2]))
                try await socket.send(WebSocketFrame(.ping, [9]))
                try await socket.send(WebSocketFrame(.binary, isFinal: false, [3]))
                try await socket.send(WebSocketFrame(.continuation, [4]))
                try await socket.read { event in
                    if case .pong(let bytes) = event {
                        heard.yield(bytes)
                        try await socket.send(.close(.normal))
                    }
                }
                socket.close()
            }
        }
        let socket = try await open(to: server)
        #expect(try await all(socket) == [3, 4])
        #expect(await pongs.first { _ in true } == [9])
    }

    @Test func `another end than that is an error with its reason`() async throws {
        let ends: [(WebSocketFrame, String)] = [
            (.close(WebSocketClose(1011, "dialing failed")), "code 1011, ‘dialing failed’"),
            (.close(WebSocketClose(1001)), "code 1001"), (WebSocketFrame(.close), "without a reason"),
        ]
        for (frame, words) in ends {
            let server = try StubServer { request, _ in
                StubWebSocket.answer(request) { socket in
                    try await socket.send(WebSocketFrame(.binary, [1]))
                    try await socket.send(frame)
                    await socket.fallSilent()
                }
            }
            let socket = try await open(to: server)
            #expect(try await socket.read() == [1])
            for _ in 0..<2 {
                let error = await #expect(throws: HTTPError.self) { _ = try await socket.read() }
                #expect(error?.code == .ended)
                #expect(error?.message.contains(words) == true, "\(String(describing: error))")
            }
            let error = await #expect(throws: HTTPError.self) { try await socket.write([1]) }
            #expect(error?.message.contains(words) == true)
        }
    }

    @Test func `a connection that is cut, and bytes that make no sense, are told apart`() async throws {
        let cases: [([UInt8], HTTPError.Code)] = [
            (Array(WebSocketFrame(.binary, bytes(100)).encoded(mask: nil).prefix(50)), .broken),
            ([0x82, 0x80], .upgrade), ([], .broken),
        ]
        for (raw, code) in cases {
            let server = try StubServer { request, _ in
                StubWebSocket.answer(request) { socket in
                    try await socket.send(raw: raw)
                    socket.close()
                }
            }
            let socket = try await open(to: server)
            let error = await #expect(throws: HTTPError.self) { _ = try await all(socket) }
            #expect(error?.code == code, "\(String(describing: error))")
        }
    }

    @Test func `nothing is read behind bytes that make no sense`() async throws {
        let server = try StubServer { request, _ in
            StubWebSocket.answer(request) { socket in
                try await socket.send(raw: [0x82, 0x80] + WebSocketFrame(.binary, [7]).encoded(mask: nil))
                await socket.fallSilent()
            }
        }
        let socket = try await open(to: server)
        for _ in 0..<2 {
            let error = await #expect(throws: HTTPError.self) { _ = try await socket.read() }
            #expect(error?.code == .upgrade)
        }
    }

    @Test func `a stream whose other side is gone ends when nobody answers its pings`() async throws {
        let server = try StubServer { request, _ in StubWebSocket.answer(request) { await $0.fallSilent() } }
        let socket = try await open(to: server, pings: .milliseconds(20))
        let error = await #expect(throws: HTTPError.self) { _ = try await socket.read() }
        #expect(error?.code == .timedOut)
        let again = await #expect(throws: HTTPError.self) { try await socket.write([1]) }
        #expect(again?.code == .timedOut)
    }

    @Test func `a silent side is asked whether it is there, at its time`() async throws {
        let clock = ManualClock()
        let (beats, heard) = AsyncStream.makeStream(of: Void.self)
        let server = try StubServer { request, _ in
            StubWebSocket.answer(request) { socket in
                try await socket.read { if case .ping = $0 { heard.yield() } }
            }
        }
        let socket = try await open(to: server, pings: .seconds(15), clock: clock)
        let reading = Task { try await socket.read() }
        var iterator = beats.makeAsyncIterator()
        // No third time: whether its answer was read by then is for nobody to say.
        for _ in 0..<2 {
            await clock.waitForSleepers(1)
            clock.advance(by: .seconds(15))
            _ = await iterator.next()
        }
        socket.close()
        #expect(try await reading.value.isEmpty)
    }

    @Test func `who stops reading for longer than three beats is slow, and not gone`() async throws {
        let clock = ManualClock()
        let mayGoOn = Latch<Void>()
        let server = try StubServer { request, _ in
            StubWebSocket.answer(request) { socket in
                try await mayGoOn.wait()
                try await socket.read { event in
                    guard case .binary(let bytes, _) = event, bytes.last == 255 else { return }
                    try await socket.send(WebSocketFrame(.binary, [1]))
                }
            }
        }
        let socket = try await open(to: server, pings: .seconds(15), clock: clock)
        let reading = Task { try await socket.read() }
        let writing = Task { try await socket.write([UInt8](repeating: 0, count: 16 << 20) + [255]) }
        #expect(
            try await eventually {
                socket.line.state.withLock { $0.heartbeat.isListening && $0.heartbeat.isBlocked }
            })
        for _ in 0..<5 {
            #expect(try await eventually { clock.sleepers == 1 || socket.line.end != nil })
            clock.advance(by: .seconds(15))
        }
        mayGoOn.open()
        try await writing.value
        #expect(try await reading.value == [1])
    }

    @Test func `who writes waits for the other side to read, and who cancels that leaves no half frame`() async throws {
        let (hasBegun, mayGoOn) = (Latch<Void>(), Latch<Void>())
        let total = Mutex(0)
        let server = try StubServer { request, _ in
            StubWebSocket.answer(request) { socket in
                try await socket.read { event in
                    guard case .binary(let bytes, _) = event else { return }
                    hasBegun.open()
                    try await mayGoOn.wait()
                    // Bytes behind half a frame would have been no frame.
                    total.withLock { $0 += bytes.count }
                    if bytes.last == 255 { try await socket.send(WebSocketFrame(.binary, [1])) }
                }
            }
        }
        let socket = try await open(to: server)
        let endless = [UInt8](repeating: 0, count: 64 << 20)
        let writing = Task { try await socket.write(endless) }
        try await hasBegun.wait()
        writing.cancel()
        let error = await #expect(throws: HTTPError.self) { try await writing.value }
        #expect(error?.code == .cancelled)
        mayGoOn.open()
        try await socket.write([255])
        #expect(try await socket.read() == [1])
        #expect(total.withLock { $0 } < endless.count)
    }

    @Test func `a cancelled reader goes, and the stream stays`() async throws {
        let server = try echo()
        let socket = try await open(to: server)
        let reading = Task { try await socket.read() }
        reading.cancel()
        let error = await #expect(throws: HTTPError.self) { _ = try await reading.value }
        #expect(error?.code == .cancelled)
        try await socket.write([7])
        #expect(try await socket.read() == [7])
    }

    @Test func `what write has taken arrives, though the other side talks on`() async throws {
        let isClosed = Latch<Void>()
        let (counts, counted) = AsyncStream.makeStream(of: Int.self)
        let server = try StubServer { request, _ in
            StubWebSocket.answer(request) { socket in
                defer { counted.finish() }
                // Neither is read: one comes before the end, and one after it.
                try await socket.send(WebSocketFrame(.binary, [1]))
                try await isClosed.wait()
                try await socket.send(WebSocketFrame(.binary, [2]))
                try await socket.read { if case .binary(let bytes, _) = $0 { counted.yield(bytes.count) } }
            }
        }
        // More than the other side's kernel takes while nobody reads there, and less than ours keeps.
        let sent = bytes(400_000)
        do {
            let socket = try await open(to: server, clock: ManualClock())
            try await socket.write(sent)
            socket.close()
        }
        isClosed.open()
        #expect(await counts.reduce(0, +) == sent.count)
    }

    @Test func `a reader whose stream is closed goes, though the other side is silent`() async throws {
        let server = try StubServer { request, _ in StubWebSocket.answer(request) { await $0.fallSilent() } }
        let socket = try await open(to: server)
        let reading = Task { try await socket.read() }
        #expect(try await eventually { socket.line.state.withLock { $0.heartbeat.isListening } })
        socket.close()
        #expect(try await reading.value.isEmpty)
    }

    @Test func `a stream that nobody holds any more is closed`() async throws {
        let (ends, heard) = AsyncStream.makeStream(of: WebSocketEvent.self)
        let server = try StubServer { request, _ in
            StubWebSocket.answer(request) { socket in
                try await socket.read { heard.yield($0) }
                heard.finish()
            }
        }
        _ = try await open(to: server)
        #expect(await ends.first { _ in true } == .close(.normal))
    }
}

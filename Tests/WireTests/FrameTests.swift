import Testing
import Wire

@Suite("Frames")
struct FrameTests {
    static let nonce = Nonce(bytes: Array(1...16))

    static let all: [Frame] = [
        .hello(Hello(nonce: nonce, versions: 1...3, window: 70000)),
        .greeting(
            Greeting(
                nonce: nonce, version: 1, versions: 1...2, window: 1 << 17, features: [.identity, .init(rawValue: 4)],
                started: 1 << 40,
                now: UInt64.max,
                buildID: "b", architecture: "s390x", kernel: "3.10", bootID: "", hostName: "ü")),
        .error(code: 3, text: "more data than credit"),
        .ping([1, 2]), .pong([]),
        .request(
            1,
            .exec(
                ExecRequest(
                    arguments: ["a", ""], environment: ["X="], directory: "/d", user: "u",
                    options: [.standardInput, .terminal], rows: 3, columns: 4))),
        .request(2, .put(PutRequest(path: "/p", options: [.owners]))),
        .request(3, .get(GetRequest(path: "/g", options: [.follow]))),
        .request(4, .tcp(host: "::1", port: 65535)),
        .request(5, .power(.reboot)),
        .request(
            5,
            .identity(
                IdentityRequest(
                    entropy: Array(0..<64), clock: 1 << 62, hostName: "a.b",
                    machineID: String(repeating: "f", count: 32),
                    bootID: "01234567-89ab-4def-8123-456789abcdef", seed: Array(0..<32), instanceID: "iid-1",
                    hostKeys: [
                        .init(name: "ssh_host_rsa_key", privateText: "a\nb\n", publicText: ""),
                        .init(name: "ssh_host_ecdsa_key", privateText: "x", publicText: "ü"),
                    ], authorizedKeys: .init(user: "u", removed: [], added: ["k 1", "k 2"])))),
        .request(6, .identity(IdentityRequest())),
        .request(7, .listen(address: "127.77.0.1", port: 0)), .request(8, .accept(listener: 7)),
        .data(6, .error, Array(repeating: 7, count: WireProtocol.largestPayload)), .data(6, .input, []),
        .eof(UInt32.max, .output), .credit(7, .input, 0x0102_0304), .cancel(8, grace: 9), .signal(9, 15),
        .resize(10, rows: 24, columns: 80), .started(11, 4711),
        .ended(12, Ending(.done)), .ended(12, Ending(.exited(255), flags: .cancelled)),
        .ended(12, Ending(.signaled(9), flags: [.coreDumped])),
        .ended(13, Ending(.failed(GuestFailure(stage: .rename, error: 28, subject: "/a b")))),
    ]

    @Test("every frame survives encoding and decoding", arguments: all)
    func roundTrip(_ frame: Frame) throws {
        var decoder = FrameDecoder()
        decoder.add(frame.encoded)
        #expect(try decoder.next() == frame)
        #expect(try decoder.next() == nil)
    }

    @Test(
        "frames come out the same in pieces of any size, zeros between them mean nothing", arguments: [1, 2, 7, 4096])
    func pieces(_ size: Int) throws {
        let bytes: [UInt8] = Self.all.flatMap { [0, 0] + $0.encoded }
        var decoder = FrameDecoder()
        var frames: [Frame] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            decoder.add(Array(bytes[start..<min(start + size, bytes.count)]))
            while let frame = try decoder.next() { frames.append(frame) }
        }
        #expect(frames == Self.all)
    }

    @Test("the layout is the documented one")
    func layout() {
        #expect(Frame.credit(0x0102_0304, .output, 5).encoded == [0x22, 1, 4, 0, 4, 3, 2, 1, 5, 0, 0, 0, 0xA5])
    }

    @Test("a request larger than a frame takes several and comes out whole")
    func largeRequest() throws {
        let request = Frame.request(9, .exec(ExecRequest(arguments: ["echo", String(repeating: "x", count: 100_000)])))
        var decoder = FrameDecoder()
        decoder.add(request.encoded)
        #expect(request.encoded.count > 3 * WireProtocol.largestPayload)
        #expect(try decoder.next() == request)
    }

    @Test("a frame that was cut off and filled with zeros is an error, not a frame", arguments: [1, 9, 12, 20])
    func cutOff(_ kept: Int) {
        var decoder = FrameDecoder()
        decoder.add(
            Array(Frame.data(1, .input, Array(repeating: 1, count: 12)).encoded.prefix(kept)) + WireProtocol.flush)
        #expect { try decoder.next() } throws: { ($0 as? WireError)?.code == .badFrame }
    }

    @Test("an unknown type, a length over the limit, a wrong channel and trailing bytes are errors")
    func nonsense() {
        for bytes in [
            [0x7f, 0, 0, 0, 0, 0, 0, 0, 0xA5], [0x20, 0, 1, 0x80, 0, 0, 0, 0, 0xA5], [0x21, 3, 0, 0, 1, 0, 0, 0, 0xA5],
            [0x24, 0, 2, 0, 1, 0, 0, 0, 15, 15, 0xA5], [0x31, 0, 1, 0, 1, 0, 0, 0, 0, 0xA5],
        ] as [[UInt8]] {
            var decoder = FrameDecoder()
            decoder.add(bytes)
            #expect(throws: WireError.self) { try decoder.next() }
        }
    }

    @Test("everything before the awaited greeting is dropped, also another greeting and half a frame")
    func resynchronising() throws {
        let old = Greeting(nonce: Nonce(bytes: Array(repeating: 9, count: 16)), version: 1, versions: 1...1, window: 1)
        let new = Greeting(nonce: Self.nonce, version: 1, versions: 1...1, window: 2)
        let before: [UInt8] =
            Array(Frame.data(1, .output, [1, 2, 3]).encoded.prefix(8)) + Frame.greeting(old).encoded + [2, 0, 2, 0, 2]
        var decoder = FrameDecoder(awaiting: Self.nonce)
        for byte in before + Frame.greeting(new).encoded + Frame.ping([1]).encoded { decoder.add([byte]) }
        #expect(try decoder.next() == .greeting(new))
        #expect(try decoder.next() == .ping([1]))
    }

    @Test("a greeting without a common version says who has to be rebuilt")
    func versions() {
        let greeting = Greeting(nonce: Self.nonce, version: 0, versions: 2...3, window: 1)
        #expect { try greeting.check(ours: 1...1) } throws: {
            "\($0)".contains("versions 2 to 3 and this Mayfly version 1")
        }
    }

    @Test("bytes without order never crash the decoder")
    func noise() {
        var generator = SplitMix(state: 42)
        for _ in 0..<2000 {
            var decoder = FrameDecoder()
            let valid = Self.all.randomElement(using: &generator)?.encoded ?? []
            var bytes = Array(valid.prefix(60))
            for _ in 0..<Int.random(in: 0..<4, using: &generator) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            decoder.add(bytes)
            while let frame = try? decoder.next(), frame != .ping([0]) {}
        }
    }
}

/// Numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

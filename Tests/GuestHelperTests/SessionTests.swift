import Glibc
import GuestHelperTestSupport
import Testing
import Wire

@Suite("Sessions of the helper", .timeLimit(.minutes(1)))
struct SessionTests {
    private func start(_ peer: WirePeer, _ id: UInt32, _ script: String, _ options: ExecRequest.Options = []) throws
        -> pid_t
    {
        peer.send(.request(id, .exec(ExecRequest(arguments: ["sh", "-c", script], options: options))))
        let frames = try peer.receive { if case .started(id, _) = $0 { true } else { false } }
        guard case .started(_, let pid) = frames.last else { return 0 }
        return pid_t(pid)
    }

    private func isGone(_ pid: pid_t) -> Bool {
        soon {
            // A machine's first process may take its time to reap what it inherits.
            let status = text(of: "/proc/\(pid)/stat")
            return status.isEmpty || status.contains(") Z")
        }
    }

    private func expectAlive(_ peer: WirePeer) throws {
        try peer.greet()
        peer.send(.ping([1, 2, 3]))
        #expect(try peer.receive() == .pong([1, 2, 3]))
    }

    @Test("nothing is said before a hello")
    func silence() {
        #expect(WirePeer().isSilent(milliseconds: 50))
    }

    @Test("a hello ends what the session before had started and begins anew")
    func anotherHost() throws {
        let peer = WirePeer()
        try peer.greet()
        let pid = try start(peer, 1, "trap '' TERM HUP; while :; do sleep 0.1; done")
        try peer.greet()
        #expect(isGone(pid))
        // The number is free again.
        _ = try start(peer, 1, "true")
    }

    @Test(
        "a host that vanishes in the middle of a frame is followed by one that is understood",
        arguments: [1, 7, 8, 20, 32000])
    func vanished(_ kept: Int) throws {
        let peer = WirePeer()
        try peer.greet()
        let pid = try start(peer, 1, "cat >/dev/null", .standardInput)
        peer.send(Array(Frame.data(1, .input, Array(repeating: 65, count: 32768)).encoded.prefix(kept)))
        peer.send(WireProtocol.flush)
        try expectAlive(peer)
        #expect(isGone(pid))
    }

    @Test("a command whose request was cut off does not run")
    func cutOffRequest() throws {
        let scratch = ScratchDirectory()
        let peer = WirePeer()
        try peer.greet()
        let request = Frame.request(1, .exec(ExecRequest(arguments: ["touch", scratch("made"), scratch("made-too")])))
            .encoded
        for kept in (request.count - 25)..<request.count {
            peer.send(Array(request.prefix(kept)) + WireProtocol.flush)
            try expectAlive(peer)
        }
        #expect(names(of: scratch.path) == [])
    }

    @Test("when the host closes, its commands are killed and the helper ends")
    func closing() throws {
        let helper: RunningHelper
        let pid: pid_t
        do {
            let peer = WirePeer()
            try peer.greet()
            pid = try start(peer, 1, "trap '' TERM HUP; while :; do sleep 0.1; done")
            helper = peer.helper
        }
        #expect(helper.waitForEnd() == 0)
        #expect(isGone(pid))
    }

    @Test("no version in common is answered, and nothing else is then understood")
    func versions() throws {
        let peer = WirePeer()
        let greeting = try peer.greet(versions: 7...9)
        #expect(greeting.version == 0 && greeting.versions == WireProtocol.versions)
        peer.send(.ping([]))
        #expect(peer.isSilent(milliseconds: 50))
        let next = try peer.greet(versions: 1...9)
        #expect(next.version == WireProtocol.versions.upperBound)
    }

    @Test("more data than credit is a violation that ends the session")
    func noCredit() throws {
        let peer = WirePeer()
        let greeting = try peer.greet()
        let pid = try start(peer, 1, "sleep 100", .standardInput)
        // The pipe takes some of it, for which credit comes back; nobody takes the rest.
        for _ in 0..<(greeting.window / 32768 + 8) { peer.send(.data(1, .input, Array(repeating: 0, count: 32768))) }
        let frames = try peer.receive { if case .error = $0 { true } else { false } }
        #expect(frames.last == .error(code: 3, text: "more data than credit"))
        #expect(isGone(pid))
        try expectAlive(peer)
    }

    @Test("a command that floods is held back by credit, and others are not")
    func flood() throws {
        let peer = WirePeer()
        try peer.greet(window: 65536)
        _ = try start(peer, 1, "yes")
        var received = 0
        while received < 65536, case .data(1, .output, let bytes) = try peer.receive() { received += bytes.count }
        #expect(received == 65536)
        #expect(peer.isSilent(milliseconds: 50))
        peer.send(.request(2, .exec(ExecRequest(arguments: ["echo", "hi"]))))
        let frames = try peer.receive { if case .ended(2, _) = $0 { true } else { false } }
        #expect(frames.contains(.data(2, .output, Array("hi\n".utf8))))
        #expect(peer.helper.residentKilobytes < 3000)
    }

    @Test("the 257th stream is refused and the 256 go on")
    func limit() throws {
        let peer = WirePeer()
        try peer.greet()
        for id in 1...256 as ClosedRange<UInt32> { _ = try start(peer, id, "read line", .standardInput) }
        peer.send(.request(257, .exec(ExecRequest(arguments: ["true"]))))
        #expect(
            try peer.receive()
                == .ended(257, Ending(.failed(GuestFailure(stage: .limit, error: 11, subject: "too many streams")))))
        for id in 1...256 as ClosedRange<UInt32> { peer.send(.eof(id, .input)) }
        var ended = 0
        while ended < 256, let frame = try peer.receive() { if case .ended = frame { ended += 1 } }
        #expect(ended == 256)
    }

    @Test("the power cannot be turned off through anything but a virtio port")
    func power() throws {
        let peer = WirePeer()
        try peer.greet()
        peer.send(.request(1, .power(.off)))
        guard case .ended(1, let ending) = try peer.receive(), case .failed(let failure) = ending.outcome else {
            Issue.record("it was not refused")
            return
        }
        #expect(failure.stage == .power && failure.error == UInt32(EPERM))
    }

    @Test("noise of every kind leaves the helper alive, small and without open files")
    func noise() throws {
        let peer = WirePeer()
        try peer.greet()
        let files = peer.helper.openDescriptors
        var generator = SplitMix(state: 7)
        for _ in 0..<300 {
            try peer.greet()
            // Requests that start nothing: this is the tester's own machine.
            var bytes = (0..<Int.random(in: 1..<40, using: &generator)).flatMap { _ -> [UInt8] in
                let id = UInt32.random(in: 0..<4, using: &generator)
                let noise = (0..<Int.random(in: 0..<30, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                return switch Int.random(in: 0..<9, using: &generator) {
                case 0: Frame.data(id, .input, noise).encoded
                case 1: Frame.request(id, .get(GetRequest(path: "/etc"))).encoded
                case 2: Frame.credit(id, .output, UInt32.random(in: 0...UInt32.max, using: &generator)).encoded
                case 3: Frame.cancel(id, grace: 10).encoded
                case 4: Frame.eof(id, .input).encoded
                case 5: Frame.request(id, .exec(ExecRequest(arguments: ["true"]))).encoded
                case 6: Frame.signal(id, 10).encoded + Frame.resize(id, rows: 1, columns: 1).encoded
                case 7: Frame.request(id, .tcp(host: "127.0.0.1", port: 1)).encoded
                default: noise
                }
            }
            if Bool.random(using: &generator) { bytes.removeLast(min(bytes.count, 5)) }
            peer.send(bytes + WireProtocol.flush)
        }
        try expectAlive(peer)
        #expect(soon { peer.helper.openDescriptors == files })
        #expect(peer.helper.peakKilobytes < 8000)
    }
}

/// Numbers that are the same in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

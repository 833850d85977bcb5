import Glibc
import GuestHelperTestSupport
import Testing
import Wire

@Suite("A helper without memory", .timeLimit(.minutes(1)))
struct MemoryTests {
    static let hasLimits = access("/usr/bin/prlimit", X_OK) == 0 && getenv("MAYFLY_TEST_HELPER") == nil

    /// From here on the helper's heap cannot grow.
    private func limitMemory(of peer: WirePeer) throws {
        let limit = "/usr/bin/prlimit --pid \(peer.helper.processID) --as=1:"
        peer.send(.request(100, .exec(ExecRequest(arguments: ["sh", "-c", limit]))))
        let limited = try peer.receive { if case .ended(100, _) = $0 { true } else { false } }
        #expect(limited.last == .ended(100, Ending(.exited(0))))
    }

    @Test(
        "input that there is no memory for ends its command and is told; nothing is left out in silence",
        .enabled(if: hasLimits, "needs /usr/bin/prlimit and a helper without sanitizers"))
    func input() throws {
        let peer = WirePeer()
        let window = try peer.greet().window
        // Several: the first ones still find room in the heap that there is.
        let ids = 1...8 as ClosedRange<UInt32>
        for id in ids {
            peer.send(.request(id, .exec(ExecRequest(arguments: ["sleep", "1000"], options: .standardInput))))
            _ = try peer.receive { if case .started(id, _) = $0 { true } else { false } }
        }
        try limitMemory(of: peer)
        // More than the pipe takes.
        let part = [UInt8](repeating: 65, count: 32768)
        for id in ids { for _ in 0..<(window / 32768) { peer.send(.data(id, .input, part)) } }
        let frames = try peer.receive { if case .ended = $0 { true } else { false } }
        guard case .ended(_, let ending) = frames.last, case .failed(let failure) = ending.outcome else {
            Issue.record("\(frames)")
            return
        }
        #expect(failure == GuestFailure(stage: .stream, error: UInt32(ENOMEM)) && ending.flags == [])
    }

    /// A socket that nobody accepts from, with its queue full: who connects waits.
    private func busyListener() -> (descriptors: [Int32], port: UInt16) {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let sockets = (0..<4).map { _ in socket(AF_INET, type, 0) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                #expect(bind(sockets[0], address, size) == 0 && listen(sockets[0], 0) == 0)
                #expect(getsockname(sockets[0], address, &size) == 0)
                for client in sockets.dropFirst() { _ = connect(client, address, size) }
            }
        }
        // The queue is full once it holds the first of them.
        var first = pollfd(fd: sockets[1], events: Int16(POLLOUT), revents: 0)
        #expect(poll(&first, 1, 20_000) == 1)
        return (sockets, UInt16(bigEndian: address.sin_port))
    }

    @Test(
        "so does what there is no memory for on its way into a connection",
        .enabled(if: hasLimits, "needs /usr/bin/prlimit and a helper without sanitizers"))
    func forward() throws {
        let peer = WirePeer()
        let window = try peer.greet().window
        let (sockets, port) = busyListener()
        defer { for socket in sockets { close(socket) } }
        let ids = 1...8 as ClosedRange<UInt32>
        for id in ids { peer.send(.request(id, .tcp(host: "127.0.0.1", port: port))) }
        try limitMemory(of: peer)
        let part = [UInt8](repeating: 65, count: 32768)
        for id in ids { for _ in 0..<(window / 32768) { peer.send(.data(id, .input, part)) } }
        let frames = try peer.receive { if case .ended = $0 { true } else { false } }
        guard case .ended(_, let ending) = frames.last, case .failed(let failure) = ending.outcome else {
            Issue.record("\(frames)")
            return
        }
        #expect(failure == GuestFailure(stage: .connect, error: UInt32(ENOMEM)))
    }
}

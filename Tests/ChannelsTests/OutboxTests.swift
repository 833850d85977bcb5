import CLinux
import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import Offload
import Testing
import Wire

@testable import Channels

@Suite("What waits for a guest", .timeLimit(.minutes(1)))
struct OutboxTests {
    @Test("a full outbox holds its writers until bytes are taken or it is closed")
    func room() async throws {
        let outbox = Outbox()
        try await outbox.waitForRoom()
        outbox.add([UInt8](repeating: 1, count: Outbox.limit))
        let waiting = Task { try await outbox.waitForRoom() }
        let cancelled = Task { try await outbox.waitForRoom() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        #expect(await outbox.next()?.count == Outbox.limit)
        try await waiting.value
        outbox.add([UInt8](repeating: 1, count: Outbox.limit))
        let last = Task { try await outbox.waitForRoom() }
        outbox.close()
        try await last.value
    }

    @Test("the guest's credit is honoured up to a bound")
    func credit() throws {
        var state = StreamState(window: 1, credit: Int(UInt32.max))
        #expect(state.credit == StreamState.largestCredit)
        for _ in 0..<4 { try state.receive(.credit(1, .input, UInt32(Int32.max) / 2)) }
        #expect(state.credit == StreamState.largestCredit)
    }

    @Test("a guest that gives credit and never reads does not make the host hold what is written to it")
    func neverReads() async throws {
        var ends: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0)
        let host = try DescriptorStream(Descriptor(owning: ends[0]))
        let guest = try DescriptorStream(Descriptor(owning: ends[1]))
        let hostile = Task {
            var decoder = FrameDecoder()
            while case let bytes = try await guest.read(atMost: 65536), !bytes.isEmpty {
                decoder.add(bytes)
                while let received = try decoder.next() {
                    if case .hello(let hello) = received {
                        let greeting = Greeting(nonce: hello.nonce, version: 1, versions: 1...1, window: UInt32.max)
                        try await guest.write(Frame.greeting(greeting).encoded)
                    } else if case .request(let id, _) = received {
                        try await guest.write(Frame.started(id, 1).encoded)
                        while true { try await guest.write(Frame.credit(id, .input, 1 << 20).encoded) }
                    }
                }
            }
        }
        let channel = try await HelperChannel.connect(over: host, within: .seconds(20))
        let stream = try channel.session.open(.exec(ExecRequest(arguments: ["cat"], options: .standardInput)))
        try await stream.waitForStart()
        let writer = Task { try await stream.write([UInt8](repeating: 1, count: 32 << 20)) }
        #expect(try await eventually { channel.session.outbox.count >= Outbox.limit - 65536 })
        writer.cancel()
        await #expect(throws: CancellationError.self) { try await writer.value }
        #expect(channel.session.outbox.count <= Outbox.limit + 65536)
        channel.abandon("over")
        _ = await hostile.result
    }
}

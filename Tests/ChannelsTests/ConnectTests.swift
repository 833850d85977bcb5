import CLinux
import Channels
import Glibc
import GuestHelperTestSupport
import Machines
import Offload
import Synchronization
import Testing
import Wire

@Suite("Finding the helper and losing it", .timeLimit(.minutes(1)))
struct ConnectTests {
    private static func pair() throws -> (DescriptorStream, DescriptorStream) {
        var ends: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0)
        return (try DescriptorStream(Descriptor(owning: ends[0])), try DescriptorStream(Descriptor(owning: ends[1])))
    }

    @Test("a helper that never answers is given up at the deadline")
    func silent() async throws {
        let (host, guest) = try Self.pair()
        await #expect { try await HelperChannel.connect(over: host, within: .milliseconds(30)) } throws: {
            ($0 as? MachineError)?.code == .timedOut && ($0 as? MachineError)?.execution == .neverRan
        }
        _ = guest
    }

    @Test("a port that closes instead of answering is told at once")
    func closed() async throws {
        let (host, guest) = try Self.pair()
        guest.close()
        await #expect { try await HelperChannel.connect(over: host, within: .seconds(20)) } throws: {
            ($0 as? MachineError)?.code == .channelLost
        }
    }

    @Test("a cancelled wait for the helper ends")
    func cancelled() async throws {
        let (host, guest) = try Self.pair()
        let task = Task { try await HelperChannel.connect(over: host, within: .seconds(600)) }
        task.cancel()
        let result = await task.result
        #expect { try result.get() } throws: { ($0 as? MachineError)?.code == .cancelled }
        _ = guest
    }

    @Test("a helper of another protocol is told apart, with a remedy")
    func version() async throws {
        let (host, guest) = try Self.pair()
        let answer = Task {
            var decoder = FrameDecoder()
            while true {
                decoder.add(try await guest.read(atMost: 65536))
                guard case .hello(let hello) = try decoder.next() else { continue }
                try await guest.write(
                    Frame.greeting(Greeting(nonce: hello.nonce, version: 0, versions: 4...5, window: 1)).encoded)
                return
            }
        }
        await #expect { try await HelperChannel.connect(over: host, within: .seconds(20)) } throws: {
            ($0 as? MachineError)?.code == .unsupported && "\($0)".contains("versions 4 to 5")
        }
        try await answer.value
    }

    @Test("when the guest dies, what ran there may have run, and what comes later never did")
    func lost() async throws {
        let guest = try await Guest()
        let process = try await guest.channel.start(Command("sleep", ["1000"]))
        kill(guest.helper.processID, SIGKILL)
        await #expect { try await process.wait() } throws: {
            ($0 as? MachineError)?.code == .channelLost && ($0 as? MachineError)?.execution == .mayHaveRun
        }
        await #expect { try await guest.channel.start(Command("true")) } throws: {
            ($0 as? MachineError)?.code == .channelLost && ($0 as? MachineError)?.execution == .neverRan
        }
    }

    @Test(
        "a guest that sends more than its credit, or nonsense, loses the session and harms nothing",
        arguments: [
            Frame.data(1, .output, Array(repeating: 1, count: 32768)), Frame.hello(Hello(nonce: .random(), window: 1)),
            Frame.data(1, .input, [1]), Frame.credit(1, .input, UInt32.max),
        ])
    func hostile(_ frame: Frame) async throws {
        let (host, guest) = try Self.pair()
        let hostile = Task {
            var decoder = FrameDecoder()
            while case let bytes = try await guest.read(atMost: 65536), !bytes.isEmpty {
                decoder.add(bytes)
                while let received = try decoder.next() {
                    if case .hello(let hello) = received {
                        try await guest.write(
                            Frame.greeting(Greeting(nonce: hello.nonce, version: 1, versions: 1...1, window: 1)).encoded
                        )
                    } else if case .request(let id, _) = received {
                        try await guest.write(Frame.started(id, 1).encoded)
                        for _ in 0..<10 { try? await guest.write(frame.encoded) }
                    }
                }
            }
        }
        let channel = try await HelperChannel.connect(over: host, within: .seconds(20))
        await #expect(throws: MachineError.self) {
            let process = try await channel.start(Command("true"))
            _ = try await process.wait()
        }
        _ = await hostile.result
    }

    @Test("the greeting says who the guest is, and a ping is answered")
    func greeting() async throws {
        let guest = try await Guest()
        #expect(guest.channel.greeting.architecture == "x86_64" || guest.channel.greeting.architecture.isEmpty == false)
        #expect(text(of: "/proc/sys/kernel/random/boot_id").hasPrefix(guest.channel.greeting.bootID))
        try await guest.channel.ping()
    }
}

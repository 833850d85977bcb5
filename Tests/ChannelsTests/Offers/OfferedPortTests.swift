import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import Channels

/// A service of the host's, met from a guest that is a helper on this machine: names are not looked up, addresses are.
@Suite("Ports that are offered to a guest", .timeLimit(.minutes(2)))
struct OfferedPortTests {
    /// Asks at an address and a port as often as told, each time with more, and prints the answers.
    private static let client = """
        import socket, sys
        def ask(size):
            s = socket.create_connection((sys.argv[1], int(sys.argv[2]))); s.sendall(b'x' * size); s.shutdown(1)
            answer = b''
            while data := s.recv(100): answer += data
            return answer.decode()
        print([ask(n * 100000) for n in range(int(sys.argv[3]))])
        """
    /// Says how much it got once its client has ended its own direction.
    private static let server = """
        import socket
        server = socket.socket(); server.bind(('127.0.0.1', 0)); server.listen(64)
        print(server.getsockname()[1], flush=True)
        while True:
            client, _ = server.accept()
            count = 0
            while data := client.recv(65536): count += len(data)
            client.sendall(b'got %d' % count); client.close()
        """

    private func ask(_ guest: Guest, _ offer: OfferedPort, times: Int) async throws -> CommandResult {
        try await guest.run(
            Command("/usr/bin/python3", ["-c", Self.client, offer.name.address, "\(offer.port)", "\(times)"]))
    }

    private func offer(_ name: String, port: UInt16) async throws -> OfferedPort {
        // A port that nobody is given at 127.0.0.1 is free at another address too.
        OfferedPort(
            try OfferedName(name), port: try LoopbackPort().number,
            service: try await TCPService(host: "127.0.0.1", port: port))
    }

    @Test(
        "clients in the guest reach the service, each direction ends by itself",
        .requires(.program("python3")))
    func served() async throws {
        let guest = try await Guest()
        let service = try await guest.channel.start(Command("/usr/bin/python3", ["-c", Self.server]))
        let line = String(decoding: try await service.readOutput(), as: UTF8.self)
        let offer = try await offer("served.test", port: try #require(UInt16(line.dropLast())))
        let scratch = Scratch("offer")
        let answer = try await offer.serve(through: guest.channel, hosts: scratch("hosts")) {
            try await ask(guest, offer, times: 5).check().output
        }
        #expect(answer == "['got 0', 'got 100000', 'got 200000', 'got 300000', 'got 400000']\n")
        // It is over: nobody listens there any more.
        let late = try await ask(guest, offer, times: 1)
        #expect(late.termination == .exited(1) && late.errorOutput.contains("ConnectionRefused"))
        await service.terminate()
    }

    @Test(
        "a service that is not there ends the connection, and the offer goes on",
        .requires(.program("python3")))
    func absent() async throws {
        let guest = try await Guest()
        let offer = try await offer("absent.test", port: 1)
        let scratch = Scratch("offer")
        let answer = try await offer.serve(through: guest.channel, hosts: scratch("hosts")) {
            try await ask(guest, offer, times: 1).check().output
        }
        #expect(answer == "['']\n")
    }

    @Test("a port that is taken in the guest is told with what to do")
    func taken() async throws {
        let guest = try await Guest()
        let offer = try await offer("taken.test", port: 1)
        let scratch = Scratch("offer")
        _ = try await offer.serve(through: guest.channel, hosts: scratch("hosts")) {
            await #expect { try await offer.serve(through: guest.channel, hosts: scratch("hosts")) {} } throws: {
                ($0 as? MachineError)?.code == .invalidInput && "\($0)".contains("Address already in use")
                    && "\($0)".contains("another one")
            }
        }
    }

    @Test("an offer ends with its guest, and the body with the offer")
    func lost() async throws {
        let guest = try await Guest()
        let offer = try await offer("lost.test", port: 1)
        let scratch = Scratch("offer")
        await #expect { () async throws in
            try await offer.serve(through: guest.channel, hosts: scratch("hosts")) {
                kill(guest.helper.processID, SIGKILL)
                _ = try await Latch<Void>().wait()
            }
        } throws: {
            ($0 as? MachineError)?.code == .channelLost
        }
    }

    @Test("more clients than are served at once wait, and each is served", .requires(.program("python3")))
    func crowd() async throws {
        let guest = try await Guest()
        let service = try await guest.channel.start(Command("/usr/bin/python3", ["-c", Self.server]))
        let line = String(decoding: try await service.readOutput(), as: UTF8.self)
        let offer = try await offer("crowd.test", port: try #require(UInt16(line.dropLast())))
        let scratch = Scratch("offer")
        let script = """
            import socket, sys
            all = [socket.create_connection((sys.argv[1], int(sys.argv[2]))) for n in range(90)]
            for s in all: s.shutdown(1)
            print(sum(s.makefile().read() == 'got 0' for s in all))
            """
        let answer = try await offer.serve(through: guest.channel, hosts: scratch("hosts")) {
            try await guest.run(Command("/usr/bin/python3", ["-c", script, offer.name.address, "\(offer.port)"]))
                .check()
                .output
        }
        #expect(answer == "90\n")
        await service.terminate()
    }

    @Test("a way in that cannot listen is told, with the one that can")
    func unsupported() async throws {
        struct Deaf: GuestChannel {
            let kind = GuestChannelKind.agent
            func start(_ command: Command) async throws(MachineError) -> any GuestProcess { throw refusal }
            func copyIn(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
                throw refusal
            }
            func copyOut(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
                throw refusal
            }
            func connect(host: String, port: UInt16) async throws(MachineError) -> any GuestConnection { throw refusal }
            func shutDown(_ action: ShutdownAction) async throws(MachineError) { throw refusal }
            func close() async {}
            private var refusal: MachineError { MachineError(.internalFault, "not to be asked") }
        }
        let offer = try await offer("deaf.test", port: 1)
        await #expect { try await offer.serve(through: Deaf()) {} } throws: {
            ($0 as? MachineError)?.code == .unsupported && "\($0)".contains("through(.helper)")
        }
    }
}

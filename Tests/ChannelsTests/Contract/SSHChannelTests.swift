import Channels
import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import Offload
import SSH
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)), .requires(.program("sshd"))) struct SSHChannelTests {
    @Test func `a wrong host key is an error that shows both fingerprints`() async throws {
        let server = try RunningSSHServer()
        let other = try SSHKeyPair.generate()
        await #expect { try await server.connect(hostKey: other.publicLine) } throws: {
            "\($0)".contains(other.fingerprint) && "\($0)".contains(server.hostKey.fingerprint)
        }
        // Waiting does not mend it.
        await #expect {
            try await SSHChannel.waitAndConnect(
                user: RunningSSHServer.user, key: server.key, hostKey: other.publicLine, dial: { try server.dial() })
        } throws: { "\($0)".contains("host key is") }
    }

    @Test func `a key that the user does not have is an error that names the user`() async throws {
        let server = try RunningSSHServer()
        let other = try SSHKeyPair.generate()
        await #expect {
            try await SSHChannel.connect(
                user: RunningSSHServer.user, key: other, hostKey: server.hostKey.publicLine, within: .seconds(20),
                dial: { try server.dial() })
        } throws: {
            "\($0)".contains("let \(RunningSSHServer.user) in") && "\($0)".contains(other.fingerprint)
        }
    }

    @Test func `a server that hangs up is tried again`() async throws {
        let server = try RunningSSHServer()
        let tries = Mutex(0)
        let channel = try await SSHChannel.waitAndConnect(
            user: RunningSSHServer.user, key: server.key, hostKey: server.hostKey.publicLine,
            dial: {
                let count = tries.withLock { tries in
                    tries += 1
                    return tries
                }
                let stream = try server.dial()
                // As user networking does while nobody listens in the guest.
                if count < 3 { stream.close() }
                return stream
            })
        let command = Command("echo", ["in"])
        #expect(try await collect(channel.start(command), command).output == "in\n")
        await channel.close()
    }

    @Test func `a server that is silent is given up at the deadline`() async throws {
        let echo = try LoopbackEcho()
        let key = try SSHKeyPair.generate()
        await #expect {
            try await SSHChannel.connect(
                port: echo.port, user: "root", key: key, hostKey: key.publicLine, within: .milliseconds(50))
        } throws: { ($0 as? MachineError)?.code == .timedOut && ($0 as? MachineError)?.execution == .neverRan }
    }

    @Test func `a login whose shell never answers is given up at the deadline`() async throws {
        let server = try RunningSSHServer(forced: "/bin/cat")
        await #expect {
            try await SSHChannel.connect(
                user: RunningSSHServer.user, key: server.key, hostKey: server.hostKey.publicLine, within: .seconds(3),
                dial: { try server.dial() })
        } throws: { ($0 as? MachineError)?.code == .timedOut && ($0 as? MachineError)?.execution == .neverRan }
    }

    @Test func `a server that allows few sessions gets more connections`() async throws {
        let server = try RunningSSHServer(maxSessions: 2)
        let channel = try await server.connect()
        var held: [any GuestProcess] = []
        for _ in 0..<4 { held.append(try await channel.start(Command("cat", input: true))) }
        for process in held {
            try await process.write([65])
            #expect(try await process.readOutput() == [65])
            try await process.closeInput()
            #expect(try await process.wait() == .exited(0))
        }
        await channel.close()
    }

    @Test func `nothing of ours stays in the guest when the channel is closed`() async throws {
        let server = try RunningSSHServer()
        let channel = try await server.connect()
        let own = await channel.registry
        #expect(access(own, F_OK) == 0, "the warden's directory is there while it is needed")
        await channel.close()
        #expect(access(own, F_OK) != 0)
    }
}

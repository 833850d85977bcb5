import Channels
import Fixtures
import Machines
import MayflyTestSupport
import SSH
import Testing
import Wire

@testable import LocalProvider

extension SharedDebianMachineTests {
    /// The port's promises on each way in, which is forced.
    @Suite("by each way in")
    struct ChannelMachineTests {
        private func check(_ check: ContractCheck<Machine>, _ kind: GuestChannelKind) async throws {
            let machine = try SharedMachine.current.through(kind)
            #expect(try await machine.channel().kind == kind)
            try await check(machine)
        }

        /// What an agent is too slow for: it takes seconds for a command, and these differ from others in what happens
        /// on the host.
        private static let hostSide: Set = [
            "a deadline that has not passed does not change what a cancellation says",
            "a command ends with the body that it was handed to",
            "a body's error comes through, and the command is ended",
        ]
        private static let affordable = ProviderContract.guest.filter { !hostSide.contains($0.name) }

        @Test("the helper", .serialized, arguments: ProviderContract.guest)
        func helper(_ check: ContractCheck<Machine>) async throws { try await self.check(check, .helper) }

        @Test("the guest agent", .serialized, arguments: affordable)
        func agent(_ check: ContractCheck<Machine>) async throws { try await self.check(check, .agent) }

        @Test("SSH", .serialized, arguments: ProviderContract.guest)
        func ssh(_ check: ContractCheck<Machine>) async throws { try await self.check(check, .ssh) }

        @Test(
            "a connection is opened from within, or the error says by what else", arguments: GuestChannelKind.allCases)
        func connects(_ kind: GuestChannelKind) async throws {
            let channel = try await SharedMachine.current.through(kind).channel()
            guard kind != .agent else {
                let error = await #expect(throws: MachineError.self) {
                    try await channel.connect(host: "localhost", port: 22)
                }
                #expect(error?.code == .unsupported && error?.message.contains("ssh") == true)
                return
            }
            let connection = try await channel.connect(host: "localhost", port: 22)
            let greeting = try await connection.read()
            #expect(String(decoding: greeting, as: UTF8.self).hasPrefix("SSH-2.0-"))
            await connection.close()
        }

        @Test("the way that served last is told")
        func reached() async throws {
            let machine = try SharedMachine.current
            _ = try await machine.channel()
            #expect(await machine.reached != nil)
        }

        @Test("another host key than the seeded one is refused, with both fingerprints")
        func pinnedHostKey() async throws {
            let machine = try SharedMachine.current.local
            let access = try #require(Access.load(from: machine.path))
            let port = try await machine.hostPort(of: 22)
            let other = try SSHKeyPair.generate()
            let key = SSHKeyPair(publicLine: access.publicKey, privateText: access.privateKey)
            let error = await #expect(throws: MachineError.self) {
                try await SSHChannel.connect(
                    port: port, user: access.user, key: key, hostKey: other.publicLine, within: .seconds(300))
            }
            #expect(error.map { "\($0)".contains(other.fingerprint) && "\($0)".contains("SHA256:") } == true)
        }

        @Test("the agent tells what the guest is")
        func agentInfo() async throws {
            let channel = try await SharedMachine.current.through(.agent).channel()
            let agent = try #require(channel as? AgentChannel)
            #expect(try await agent.osInfo().id == "debian")
        }
    }
}

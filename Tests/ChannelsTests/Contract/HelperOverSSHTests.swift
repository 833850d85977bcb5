import Channels
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import SSH
import Testing

@Suite("The helper inside of an SSH connection", .timeLimit(.minutes(2)), .requires(.program("sshd")))
struct HelperOverSSHTests {
    private func open(_ server: RunningSSHServer) async throws -> (SSHChannel, HelperChannel) {
        let ssh = try await server.connect()
        let helper = try await HelperChannel.connect(through: ssh, program: HelperProgram.path, within: .seconds(60))
        return (ssh, try #require(helper))
    }

    @Test func `commands, copies and connections go by its own protocol, more at once than a server takes sessions`()
        async throws
    {
        let server = try RunningSSHServer(maxSessions: 3)
        let (ssh, helper) = try await open(server)
        #expect(helper.kind == .helper)
        let said = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<12 {
                group.addTask {
                    let process = try await helper.start(Command("/bin/sh", ["-c", "echo \(number)"]))
                    var bytes: [UInt8] = []
                    while case let part = try await process.readOutput(), !part.isEmpty { bytes += part }
                    _ = try await process.wait()
                    return String(decoding: bytes, as: UTF8.self)
                }
            }
            var said: Set<String> = []
            for try await one in group { said.insert(one) }
            return said
        }
        #expect(said == Set((0..<12).map { "\($0)\n" }))
        let scratch = ScratchDirectory()
        scratch.write("source", String(repeating: "a line of a file\n", count: 20_000))
        _ = try await helper.copyIn(scratch("source"), to: scratch("copy"))
        #expect(text(of: scratch("copy")) == text(of: scratch("source")))
        await helper.close()
        await ssh.close()
    }

    @Test func `a command goes with the connection`() async throws {
        let server = try RunningSSHServer()
        let (ssh, helper) = try await open(server)
        let process = try await helper.start(Command("/bin/sh", ["-c", "echo $$; exec sleep 1000"]))
        let pid = try #require(
            Int32(String(decoding: try await process.readOutput(), as: UTF8.self).split(separator: "\n").first ?? ""))
        await helper.close()
        await ssh.close()
        #expect(try await eventually { !isAlive(pid) })
    }

    @Test func `a guest without the helper is told apart from one that cannot be reached`() async throws {
        let server = try RunningSSHServer()
        let ssh = try await server.connect()
        #expect(try await HelperChannel.connect(through: ssh, program: "/no/such", within: .seconds(60)) == nil)
        // As an older helper does, which knows no pair of descriptors.
        #expect(try await HelperChannel.connect(through: ssh, program: "/bin/false", within: .seconds(60)) == nil)
        let process = try await ssh.start(Command("true", []))
        #expect(try await process.wait() == .exited(0), "the connection is as good as before")
        await ssh.close()
        await #expect(throws: MachineError.self) {
            try await HelperChannel.connect(through: ssh, program: "/no/such", within: .seconds(60))
        }
    }
}

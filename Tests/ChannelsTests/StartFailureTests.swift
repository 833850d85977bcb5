import Channels
import GuestHelperTestSupport
import Machines
import Testing

@Suite("Commands that cannot be started", .timeLimit(.minutes(1)))
struct StartFailureTests {
    private func failure(_ command: Command) async throws -> MachineError {
        let guest = try await Guest()
        do {
            _ = try await guest.channel.start(command)
        } catch {
            return error
        }
        throw MachineError(.internalFault, "it started")
    }

    @Test("a program that is not there is a shell's 127", arguments: ["no-such-program", "/no/such/program"])
    func missing(_ program: String) async throws {
        let error = try await failure(Command(program))
        #expect(error.code == .commandNotStarted && error.guestStatus == 127 && error.execution == .neverRan)
        #expect(error.message.contains(program))
    }

    @Test("a file that cannot be executed is a shell's 126", arguments: ["/etc/passwd", "/"])
    func notExecutable(_ program: String) async throws {
        let error = try await failure(Command(program))
        #expect(error.code == .commandNotStarted && error.guestStatus == 126 && error.execution == .neverRan)
        #expect(error.message.contains("Permission denied"))
    }

    @Test("a wrong directory is named")
    func directory() async throws {
        var command = Command("true")
        command.workingDirectory = "/no/such/directory"
        let error = try await failure(command)
        #expect(error.guestStatus == nil && error.message.contains("/no/such/directory: No such file or directory"))
    }

    @Test("an unknown user is named")
    func user() async throws {
        var command = Command("true")
        command.user = "nobody-at-all"
        #expect(try await failure(command).message.contains("no user nobody-at-all"))
    }

    @Test("a zero byte or a variable without a name never leaves the host")
    func unsayable() async throws {
        #expect(try await failure(Command("echo", ["a\0b"])).code == .invalidInput)
        #expect(try await failure(Command("echo", environment: ["": "x"])).code == .invalidInput)
    }
}

import Channels
import Glibc
import GuestHelperTestSupport
import Machines
import Testing

@Suite("Commands through the helper", .timeLimit(.minutes(1)))
struct CommandTests {
    @Test("the two outputs stay apart and the exit status is told")
    func streams() async throws {
        let result = try await Guest().shell("echo out; echo err >&2; exit 7")
        #expect(result.output == "out\n")
        #expect(result.errorOutput == "err\n")
        #expect(result.termination == .exited(7))
    }

    @Test("a signal that ends the command is told as such")
    func signaled() async throws {
        #expect(try await Guest().shell("kill -SEGV $$").termination == .signaled(SIGSEGV))
    }

    @Test("arguments arrive as they are, whatever is in them")
    func arguments() async throws {
        let odd = ["", " ", "a b", "\"'$x`", "\n", "ü\u{1F41B}"]
        let result = try await Guest().run(Command("printf", ["[%s]"] + odd))
        #expect(result.output == odd.map { "[\($0)]" }.joined())
    }

    @Test("a request of a megabyte takes many frames; a larger one is refused before it is sent")
    func large() async throws {
        let guest = try await Guest()
        let arguments = (0..<8).map { _ in String(repeating: "x", count: 120_000) }
        let result = try await guest.run(Command("sh", ["-c", "echo $#; printf %s \"$*\" | wc -c", "sh"] + arguments))
        #expect(result.output == "8\n960007\n")
        await #expect(throws: MachineError.self) { try await guest.run(Command("true", arguments + arguments)) }
        #expect(try await guest.shell("echo alive").output == "alive\n")
    }

    @Test("the environment is put on top of a login's usual one")
    func environment() async throws {
        let guest = try await Guest()
        let result = try await guest.run(Command("env", environment: ["A": "b=c", "USER": "mine"]))
        let lines = Set(result.output.split(separator: "\n").map(String.init))
        #expect(lines.isSuperset(of: ["A=b=c", "USER=mine"]))
        #expect(lines.contains { $0.hasPrefix("PATH=/") } && lines.contains { $0.hasPrefix("HOME=/") })
        #expect(lines.filter { $0.hasPrefix("USER=") }.count == 1)
        // A host's variables are no business of the guest.
        #expect(lines.count <= 8)
    }

    @Test("the command runs in its directory")
    func directory() async throws {
        var command = Command("pwd")
        command.workingDirectory = "/usr"
        #expect(try await Guest().run(command).output == "/usr\n")
    }

    @Test(
        "the command runs as its user, with the user's groups and home",
        .enabled(if: geteuid() == 0, "only root can become somebody else"))
    func user() async throws {
        let guest = try await Guest()
        var command = Command.shell("id -u; id -g; echo $USER $LOGNAME; pwd; umask")
        command.user = "daemon"
        command.workingDirectory = "/"
        #expect(try await guest.run(command).output == "1\n1\ndaemon daemon\n/\n0022\n")
        command.user = "4321"
        #expect(try await guest.run(command).output.hasPrefix("4321\n4321\n"))
    }

    @Test("without a standard input there is an empty one")
    func noInput() async throws {
        #expect(try await Guest().run(Command("cat")).termination == .exited(0))
    }

    @Test("a background process that keeps the output open does not keep the command")
    func background() async throws {
        let result = try await Guest().shell("sleep 30 & echo $!")
        let pid = try #require(pid_t(result.output.dropLast()))
        #expect(kill(pid, 0) == 0, "what a finished command left behind stays")
        kill(pid, SIGKILL)
    }

    @Test("signals that the helper ignores or blocks are not inherited")
    func signals() async throws {
        let result = try await Guest().shell("grep -E 'Sig(Blk|Ign)' /proc/self/status")
        // Beyond 31 are the C library's own, which whoever started the tests may have ignored.
        let masks = result.output.split(separator: "\n").compactMap { UInt64($0.suffix(16), radix: 16) }
        #expect(masks.map { $0 & 0x7fff_ffff } == [0, 0], "\(result.output)")
    }
}

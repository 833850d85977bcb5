import Fixtures
import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import Testing

@Suite(.timeLimit(.minutes(2)), .requires(.program("sshd"), .program("qemu-ga")))
struct CommandContractTests {
    @Test(arguments: kinds) func `outputs stay apart and exit codes are told`(_ kind: GuestChannelKind) async throws {
        let guest = try await ContractGuest(kind)
        let result = try await guest.shell("echo out; echo err >&2; exit 7")
        #expect(result.output == "out\n")
        #expect(result.errorOutput == "err\n")
        #expect(result.termination == .exited(7))
        #expect(try await guest.run(Command("true")).termination == .exited(0))
        #expect(try await guest.shell("exit 255").termination == .exited(255))
        #expect(try await guest.shell("exit 139").termination == .exited(139))
    }

    @Test(arguments: kinds) func `a signal that ends a command is told as such`(_ kind: GuestChannelKind) async throws {
        let guest = try await ContractGuest(kind)
        #expect(try await guest.shell("ulimit -c 0; kill -SEGV $$").termination == .signaled(SIGSEGV))
        #expect(try await guest.shell("kill -KILL $$").termination == .signaled(SIGKILL))
    }

    @Test(arguments: kinds) func `arguments arrive as they are`(_ kind: GuestChannelKind) async throws {
        let odd = [
            "", " ", "a b", "\"'$x`", "\n", "ü\u{1F41B}", "'", "''", "\\", "\\n", "*", "~", "!!", "-n", "--", "a=b",
            "\t\r", ";&|<>(){}",
        ]
        let result = try await ContractGuest(kind).run(Command("printf", ["[%s]"] + odd))
        #expect(result.output == odd.map { "[\($0)]" }.joined())
    }

    @Test(arguments: kinds) func `a hundred kilobytes of arguments arrive`(_ kind: GuestChannelKind) async throws {
        let words = (0..<100).map { _ in String(repeating: "x", count: 1000) }
        let result = try await ContractGuest(kind).run(
            Command("sh", ["-c", "echo $#; printf %s \"$*\" | wc -c", "sh"] + words))
        #expect(result.output == "100\n100099\n")
    }

    @Test(arguments: kinds) func `the environment is put on top of a login's usual one`(_ kind: GuestChannelKind)
        async throws
    {
        let result = try await ContractGuest(kind).run(Command("env", environment: ["A": "b=c\nd", "USER": "mine"]))
        let lines = Set(result.output.split(separator: "\n").map(String.init))
        #expect(lines.isSuperset(of: ["A=b=c", "d", "USER=mine"]), "\(lines)")
        #expect(lines.contains { $0.hasPrefix("PATH=/") } && lines.contains { $0.hasPrefix("HOME=/") })
        #expect(lines.count <= 9, "\(lines)")
    }

    @Test(arguments: kinds) func `a command runs in its directory`(_ kind: GuestChannelKind) async throws {
        let guest = try await ContractGuest(kind)
        #expect(try await guest.run(Command("pwd", workingDirectory: "/usr")).output == "/usr\n")
        let error = try await guest.failure(Command("true", workingDirectory: "/no/such/directory"))
        #expect(error.code == .commandNotStarted && error.guestStatus == nil, "\(error)")
        #expect(error.message.contains("/no/such/directory: No such file or directory"))
        #expect(
            try await guest.failure(Command("true", workingDirectory: "/etc/passwd")).message.contains(
                "Not a directory"))
    }

    @Test(.requires(.root), arguments: kinds)
    func `a command runs as its user, with the user's groups`(_ kind: GuestChannelKind) async throws {
        let guest = try await ContractGuest(kind)
        var command = Command.shell("id -u; id -g; echo $USER $LOGNAME; pwd; umask")
        command.workingDirectory = "/"
        command.user = "daemon"
        #expect(try await guest.run(command).output == "1\n1\ndaemon daemon\n/\n0022\n")
        command.user = "4321"
        #expect(try await guest.run(command).output.hasPrefix("4321\n4321\n"))
        command.user = "nobody-at-all"
        #expect(try await guest.failure(command).message.contains("no user nobody-at-all"))
    }

    @Test(arguments: kinds) func `what cannot be executed is told before it runs`(_ kind: GuestChannelKind) async throws
    {
        let guest = try await ContractGuest(kind)
        guest.scratch.write("orphan", "#!/no/such/interpreter\n", mode: 0o755)
        for program in ["no-such-program", "/no/such/program", guest.scratch("orphan")] {
            let error = try await guest.failure(Command(program))
            #expect(error.code == .commandNotStarted && error.guestStatus == 127, "\(error)")
            #expect(error.execution == .neverRan && error.message.contains(program))
        }
        for program in ["/etc/passwd", "/"] {
            let error = try await guest.failure(Command(program))
            #expect(error.code == .commandNotStarted && error.guestStatus == 126, "\(error)")
            #expect(error.message.contains("Permission denied"))
        }
        // Written in the guest: while we had it open, what another test starts could have it too.
        let script =
            "printf '#!/bin/sh\\necho ran $1\\n' >'\(guest.scratch("a=b"))'; chmod 755 '\(guest.scratch("a=b"))'"
        try await guest.shell(script).check()
        #expect(try await guest.run(Command(guest.scratch("a=b"), ["x"])).output == "ran x\n")
        #expect(try await guest.failure(Command("echo", ["a\0b"])).code == .invalidInput)
        #expect(try await guest.failure(Command("echo", environment: ["": "x"])).code == .invalidInput)
    }

    @Test(arguments: kinds) func `without an input there is an empty one`(_ kind: GuestChannelKind) async throws {
        #expect(try await ContractGuest(kind).run(Command("cat")).termination == .exited(0))
    }

    @Test(arguments: kinds) func `a background process does not keep the command`(_ kind: GuestChannelKind) async throws
    {
        let guest = try await ContractGuest(kind)
        let process = try await guest.channel.start(.shell("sleep 30 & echo $!"))
        let pid = try #require(pid_t(String(decoding: try await process.readOutput(), as: UTF8.self).dropLast()))
        #expect(try await process.wait() == .exited(0))
        #expect(isAlive(pid), "what a finished command left behind stays")
        kill(pid, SIGKILL)
    }

    @Test func `a terminal has its size and follows a new one`() async throws {
        try await followsItsTerminal(ContractGuest(.helper))
    }

    @Test(.requires(.serverTerminals)) func `a terminal of ssh has its size and follows a new one`() async throws {
        try await followsItsTerminal(ContractGuest(.ssh))
    }

    @Test func `the agent has no terminals and says who has`() async throws {
        let error = try await ContractGuest(.agent).failure(Self.terminalCommand)
        #expect(error.code == .unsupported && error.message.contains("helper") && error.message.contains("ssh"))
    }

    private static var terminalCommand: Command {
        var command = Command.shell("stty size; read line; stty size; echo got $line")
        command.terminal = TerminalSize(columns: 101, rows: 33)
        command.input = true
        return command
    }

    private func followsItsTerminal(_ guest: ContractGuest) async throws {
        let process = try await guest.channel.start(Self.terminalCommand)
        var output = ""
        while !output.contains("33 101") { output += String(decoding: try await process.readOutput(), as: UTF8.self) }
        try await process.resize(TerminalSize(columns: 90, rows: 20))
        try await process.write(Array("word\n".utf8))
        output += String(decoding: try await process.all { try await $0.readOutput() }, as: UTF8.self)
        #expect(output.contains("20 90") && output.contains("got word"))
        #expect(try await process.wait() == .exited(0))
    }

    @Test(arguments: kinds) func `a connection is opened from within, or the error says by what else`(
        _ kind: GuestChannelKind
    ) async throws {
        let guest = try await ContractGuest(kind)
        let listener = try LoopbackEcho()
        if kind == .agent {
            await #expect { try await guest.channel.connect(host: "127.0.0.1", port: listener.port) } throws: {
                ($0 as? MachineError)?.code == .unsupported && "\($0)".contains("helper") && "\($0)".contains("ssh")
            }
            return
        }
        let connection = try await guest.channel.connect(host: "127.0.0.1", port: listener.port)
        async let echoed: Void = listener.serve()
        try await connection.write(Array("hello".utf8))
        try await connection.closeWriting()
        var bytes: [UInt8] = []
        while case let part = try await connection.read(), !part.isEmpty { bytes += part }
        #expect(String(decoding: bytes, as: UTF8.self) == "hello")
        await connection.close()
        try await echoed
    }
}

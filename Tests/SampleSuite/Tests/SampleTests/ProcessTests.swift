import MayflyTesting
import Testing

@Suite("Processes", .debian) struct ProcessTests {
    @Test func `an exit code comes through`() async throws {
        #expect(try await status("exit 42") == .exited(42))
    }

    @Test func `a signal that ends a process is told`() async throws {
        #expect(try await status("kill -KILL $$") == .signaled(9))
    }

    @Test func `a trapped signal is handled`() async throws {
        #expect(try await sh("trap 'echo caught; exit 0' TERM; kill -TERM $$; echo missed") == "caught")
    }

    @Test func `an orphan goes on`() async throws {
        let pid = try await sh("setsid sleep 1000 > /dev/null 2>&1 & echo $!")
        #expect(try await sh("cat /proc/\(pid)/comm") == "sleep")
    }

    @Test func `niceness is inherited`() async throws {
        #expect(try await sh("nice -n 7 sh -c nice") == "7")
    }

    @Test func `a limit of open files holds`() async throws {
        #expect(try await sh("ulimit -n 16; ulimit -n") == "16")
        #expect(try await status("ulimit -n 3; cat /etc/passwd") != .exited(0))
    }

    @Test func `the environment is what the command says`() async throws {
        var command = Command.shell("echo $GREETING")
        command.environment["GREETING"] = "good day"
        #expect(try await Machine.current.run(command).check().output == "good day\n")
    }

    @Test func `standard input arrives`() async throws {
        let result = try await Machine.current.run(Command("wc", ["-c"]), input: Array(repeating: 65, count: 100_000))
        #expect(result.output == "100000\n")
    }

    @Test func `a pipe breaks when its reader ends`() async throws {
        #expect(try await sh("yes | head -n 3") == "y\ny\ny")
    }

    @Test func `a process that is waited for leaves no zombie`() async throws {
        #expect(try await sh("sleep 0 & wait; grep -l 'State:.Z' /proc/[0-9]*/status 2>/dev/null | wc -l") == "0")
    }
}

import CLinux
import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

/// `mayfly test` on forks of the tiny guest.
@Suite(.requires(.tinyGuest), .timeLimit(.minutes(15))) struct TestCommandMachineTests {
    /// Tells its machine from others, and ends as its argument says.
    private static let script = """
        #!/bin/sh
        test ! -e /tmp/was-here || exit 99
        touch /tmp/was-here
        echo "arguments: $*"
        echo "on the console" > /dev/console
        echo "errors: $WORD" >&2
        exit $1
        """

    private func fixture() throws -> FixtureFile {
        try FixtureFile([("# forkable: true", "forkable: true")])
    }

    @Test("a script that fails in fresh forks leaves reports and artifacts, and one that passes leaves none")
    func script() async throws {
        let fixture = try fixture()
        let scratch = fixture.scratch
        let words = [
            "test", fixture.path, "--multiply", "2", "--script", try scratch.write("check", Self.script),
            "--env", "WORD=plain", "--junit", scratch("junit.xml"), "--artifacts", scratch("out"),
        ]
        try await TestHost.slots.withPermit {
            let failed = try await MayflyCommand.run(words + ["--", "3", "a b"], limit: .seconds(600))
            #expect(failed.status == 1, "\(failed.output)\(failed.error)")
            #expect(failed.output.contains("FAIL  \(fixture.name)_1  "))
            #expect(failed.output.contains("command: the command exited with 3\n  | errors: plain\n"))
            #expect(failed.output.contains("0 of 2 passed, 2 failed in "))
            let folder = "out/\(fixture.name)_2/"
            #expect(scratch.text(folder + "stdout.log") == "arguments: 3 a b\n")
            #expect(scratch.text(folder + "stderr.log") == "errors: plain\n")
            #expect(scratch.text(folder + "console.log")?.contains("on the console") == true)
            #expect(scratch.text(folder + "domain.xml")?.hasPrefix("<domain ") == true)
            for name in FileSystem.names(in: scratch(folder)) {
                #expect(FileSystem.status(scratch(folder + name)).map { $0.st_mode & 0o777 } == 0o600, "\(name)")
            }
            let xml = try #require(scratch.text("junit.xml"))
            #expect(xml.contains("tests=\"10\" failures=\"2\" errors=\"0\" skipped=\"0\""), "\(xml)")
            #expect(fixture.leftovers() == [])

            let passed = try await MayflyCommand.run(words + ["--output", "json", "--", "0"], limit: .seconds(600))
            #expect(passed.status == 0, "\(passed.output)\(passed.error)")
            #expect(passed.output.hasPrefix("{") && passed.output.contains("\"passed\" : 2"))
            #expect(FileSystem.names(in: scratch("out")).isEmpty)
            #expect(scratch.text("junit.xml")?.contains("tests=\"10\" failures=\"0\"") == true)
            #expect(fixture.leftovers() == [])
        }
    }

    @Test("a signal ends a run in order: its machines are gone, and the report tells what was not done")
    func signal() async throws {
        let fixture = try fixture()
        try await TestHost.slots.withPermit {
            let caller = try Caller(
                [
                    MayflyCommand.program, "test", fixture.path, "--multiply", "2", "--jobs", "1",
                    "--junit", fixture.scratch("junit.xml"), "--", "sleep", "100000",
                ], environment: ProcessEnvironment.current)
            // It says so once it has worked for a second, with whatever it is at.
            #expect(try await caller.says("testing"))
            caller.signal(SIGINT)
            #expect(await caller.end() == 130)
            #expect(caller.output.contains("0 of 2 passed"), "\(caller.output)")
            let xml = try #require(fixture.scratch.text("junit.xml"))
            #expect(xml.contains("errors=\"1\"") && xml.hasSuffix("</testsuites>\n"), "\(xml)")
            #expect(fixture.leftovers() == [])
        }
    }
}

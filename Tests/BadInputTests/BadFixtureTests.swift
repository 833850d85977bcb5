import MayflyTestSupport
import Testing

/// What is wrong with a fixture is told before anything is made of it.
@Suite("A fixture that is wrong", .timeLimit(.minutes(2)))
struct BadFixtureTests {
    /// Runs the fixture, which has to be refused with these words and leave nothing.
    private func refuse(
        _ changes: [(String, String)], _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let fixture = try FixtureFile(changes)
        let outcome = try await MayflyCommand.run(["run", fixture.path, "--", "true"])
        #expect(outcome.status == 125, sourceLocation: sourceLocation)
        #expect(outcome.output == "", sourceLocation: sourceLocation)
        for word in words {
            #expect(outcome.error.contains(word), "\(outcome.error)", sourceLocation: sourceLocation)
        }
        #expect(fixture.leftovers() == [], sourceLocation: sourceLocation)
    }

    @Test("a misspelt field is named, with its place and those that there are")
    func typo() async throws {
        try await refuse(
            [("cores: 1", "coars: 1")], "fixture.yaml:", "template.spec.domain.cpu.coars: unknown field ‘coars’",
            "cores")
    }

    @Test("a wrong quantity is named, with its place and what there is")
    func quantity() async throws {
        try await refuse(
            [("guest: 128Mi", "guest: 128Mo")], "fixture.yaml:", "template.spec.domain.memory.guest", "‘128Mo’", "Mi")
    }

    @Test("a field that KubeVirt has and this host cannot honour is refused with what to do")
    func unsupported() async throws {
        try await refuse(
            [("    terminationGracePeriodSeconds: 0", "    terminationGracePeriodSeconds: 0\n    subdomain: x")],
            "spec.subdomain", "leave it out for this host")
    }

    @Test("a file that is not there, is none, or is empty is named")
    func files() async throws {
        let scratch = Scratch("files")
        try scratch.write("empty.yaml", "")
        let cases = [
            ("absent.yaml", "No such file or directory"), ("", "Is a directory"), ("empty.yaml", "holds no document"),
        ]
        for (name, words) in cases {
            let outcome = try await MayflyCommand.run(["run", scratch(name), "--", "true"])
            #expect(outcome.status == 125)
            #expect(outcome.error.contains(scratch(name)) && outcome.error.contains(words), "\(outcome.error)")
        }
    }

    @Test("a run without a command is refused, with the way to help")
    func noCommand() async throws {
        let outcome = try await MayflyCommand.run(["run", FixtureFile().path])
        #expect(outcome.status == 125 && outcome.error.contains("no CMD given"))
        #expect(outcome.error.contains("mayfly run --help"))
    }

    @Test("a word whose bytes are no UTF-8 is refused: another file would be meant")
    func bytes() async throws {
        let shell = try OtherProcess(
            running: [
                "/bin/sh", "-c", "exec \"$1\" boot --kernel \"$(printf '/k\\377')\" -- true 2>&1", "sh",
                MayflyCommand.program,
            ])
        let status = await shell.end()
        #expect(status == 125 && shell.output.contains("is not UTF-8"), "\(status): \(shell.output)")
    }

    @Test("a report that cannot be written is refused before anything runs")
    func report() async throws {
        let fixture = try FixtureFile()
        let outcome = try await MayflyCommand.run(["run", "--report", "/no/where/x.json", fixture.path, "--", "true"])
        #expect(outcome.status == 125)
        #expect(outcome.error.contains("the report cannot be written") && outcome.error.contains("/no/where/x.json"))
        #expect(!outcome.error.contains("booting"))
    }
}

import FoundationEssentials
import MayflyTestSupport
import Testing

/// The built command on fixtures: what it prints and how it exits. Nothing boots.
@Suite struct FixtureCommandTests {
    private static let web = """
        # A web server to try things on. It is small.
        #   mayfly run web -- true
        apiVersion: mayfly.dev/v1alpha1
        kind: Fixture
        metadata: {name: web}
        extends: tiny
        parameters:
          CPUS: {type: integer, default: 1, maximum: 4, description: How many processors.}
          KEY: {description: Whose it is.}
        template: {spec: {hostname: $(params.KEY), domain: {cpu: {cores: $(params.CPUS)}}}}

        """

    private func run(_ words: String..., in scratch: Scratch) async throws -> MayflyCommand.Outcome {
        try await MayflyCommand.run(
            ["fixture"] + words,
            environment: ["MAYFLY_FIXTURE_PATH": scratch("Fixtures"), "XDG_CONFIG_HOME": scratch("config")])
    }

    private func scratch() throws -> Scratch {
        let scratch = Scratch("fixtures")
        try scratch.write("Fixtures/web.yaml", Self.web)
        try scratch.write("config/mayfly/fixtures/web.yml", Self.web)
        try scratch.write("config/mayfly/fixtures/broken.yaml", "a: [\n")
        return scratch
    }

    @Test("the list tells each name, where it is and what it is for, and what is shadowed or broken")
    func list() async throws {
        let scratch = try scratch()
        let outcome = try await run("list", in: scratch)
        #expect(outcome.status == 0, "\(outcome.error)")
        let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines[0] == "NAME FROM DESCRIPTION")
        #expect(lines.contains("web \(scratch("Fixtures/web.yaml")) A web server to try things on."))
        #expect(
            lines.contains("web \(scratch("config/mayfly/fixtures/web.yml")) (shadowed) A web server to try things on.")
        )
        #expect(lines.contains { $0.hasPrefix("broken ") && $0.contains("cannot be read: ") })
        #expect(
            lines.contains {
                $0.hasPrefix("tiny ")
                    && $0.hasSuffix(
                        "The smallest machine there is: a kernel of this host and an initramfs, no disk, no network.")
            })
        let names = try await run("list", "--names", in: scratch).output.split(separator: "\n")
        #expect(names.filter { $0 == "web" }.count == 1 && names.contains("debian-12"))
        struct Summary: Decodable {
            struct Parameter: Decodable { var name: String }
            var name: String
            var origin: String
            var isShadowed: Bool
            var parameters: [Parameter]
        }
        let json = try await run("list", "-o", "json", in: scratch).output
        let first = try #require(
            try JSONDecoder().decode([Summary].self, from: Data(json.utf8)).first { $0.name == "web" })
        #expect(first.origin == "environment" && !first.isShadowed && first.parameters.map(\.name) == ["CPUS", "KEY"])
    }

    @Test("what is shown is a fixture again, with everything in its place")
    func show() async throws {
        let scratch = try scratch()
        let outcome = try await run("show", "web", "--set", "KEY=me", "--set", "CPUS=4", in: scratch)
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.contains("hostname: me\n") && outcome.output.contains("cores: 4\n"))
        #expect(outcome.output.contains("initramfs:") && !outcome.output.contains("extends"))
        let file = try scratch.write("shown.yaml", outcome.output)
        #expect(try await run("show", file, in: scratch).output == outcome.output)
        #expect(try await run("validate", file, in: scratch).output == "\(file): right\n")
        #expect(try await run("show", "web", "--set", "KEY=me", "-o", "json", in: scratch).output.hasPrefix("{"))
        let full = try await run("show", "tiny", "--defaults", in: scratch)
        #expect(
            full.output.contains("type: q35\n") || full.output.contains("type: virt\n"), "\(full.output) \(full.error)")
    }

    @Test("the parameters are told with what they take")
    func parameters() async throws {
        let output = try await run("show", "web", "--parameters", in: scratch()).output
        let lines = output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(
            lines == [
                "NAME TYPE DEFAULT DESCRIPTION", "CPUS integer, at most 4 1 How many processors.",
                "KEY string (must be given) Whose it is.",
            ])
    }

    @Test("a fixture that is wrong exits with 1, one that cannot be judged with 2, and each mistake has its place")
    func validate() async throws {
        let scratch = try scratch()
        let file = try scratch.write(
            "wrong.yaml", Self.web.replacing("hostname:", with: "hostnam:").replacing("cores:", with: "kores:"))
        let wrong = try await run("validate", "tiny", file, "nothing", "--set", "KEY=a", in: scratch)
        #expect(wrong.status == 1)
        #expect(
            wrong.output.contains("\(file): wrong\n  \(file):10:19: template.spec.hostnam: unknown field ‘hostnam’"))
        #expect(
            wrong.output.contains("  \(file):10:58: template.spec.domain.cpu.kores: unknown field"), "\(wrong.output)")
        #expect(wrong.output.contains("nothing: cannot be judged\n  no fixture is called ‘nothing’"))
        let missing = try await run("validate", "web", in: scratch)
        #expect(missing.status == 2)
        #expect(missing.output.contains("parameter ‘KEY’ (Whose it is.) has no default"))
        let orphan = try scratch.write("orphan.yaml", Self.web.replacing("extends: tiny", with: "extends: tinny"))
        #expect(try await run("validate", orphan, "--set", "KEY=a", in: scratch).status == 1)
        let right = try await run("validate", "web", "tiny", "debian-12", "--set", "KEY=a", in: scratch)
        #expect(right.status == 2, "tiny has no parameter KEY")
        #expect(try await run("validate", "debian-12", "debian-13", "debian-12-full", in: scratch).status == 0)
        struct Verdict: Decodable {
            struct Problem: Decodable {
                var line: Int?
                var field: String?
            }
            var fixture: String
            var valid: Bool
            var error: Bool
            var problems: [Problem]
        }
        let json = try await run("validate", file, "--set", "KEY=a", "-o", "json", in: scratch).output
        let verdict = try #require(try JSONDecoder().decode([Verdict].self, from: Data(json.utf8)).first)
        #expect(!verdict.valid && !verdict.error && verdict.problems.map(\.line) == [10, 10])
        #expect(verdict.problems.first?.field == "template.spec.hostnam")
    }

    @Test("run takes names too, and refuses what the fixture does not take before anything starts")
    func runByName() async throws {
        let scratch = try scratch()
        let variables = ["MAYFLY_FIXTURE_PATH": scratch("Fixtures"), "MAYFLY_RUNTIME_DIR": scratch("r")]
        for (words, said) in [
            (["web", "--", "true"], "parameter ‘KEY’ (Whose it is.) has no default"),
            (["web", "--set", "KEY=a", "--set", "CPUS=5", "--", "true"], "must be at most 4, got ‘5’"),
            (["tinny", "--", "true"], "no fixture is called ‘tinny’; did you mean ‘tiny’?"),
        ] {
            let outcome = try await MayflyCommand.run(["run"] + words, environment: variables)
            #expect(outcome.status == 125)
            #expect(outcome.error.contains(said), "\(outcome.error)")
        }
    }
}

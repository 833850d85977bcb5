import Host
import MayflyTestSupport
import Testing

/// The built command, as far as it goes without a machine.
@Suite struct TestCommandTests {
    @Test("without a command and without a script there is nothing to run")
    func nothing() async throws {
        let outcome = try await MayflyCommand.run(["test", "tiny"])
        #expect(outcome.status == 2)
        #expect(outcome.error.contains("there is nothing to run"))
        #expect(outcome.output.isEmpty)
    }

    @Test("a script, a report or a directory that cannot be had is told before anything runs")
    func badPaths() async throws {
        for words in [
            ["--script", "/no/such/script"], ["--junit", "/no/such/directory/junit.xml"],
            ["--artifacts", "/proc/none"],
            ["--keep-artifacts"],
        ] {
            let outcome = try await MayflyCommand.run(["test", "tiny"] + words + ["--", "true"])
            #expect(outcome.status == 2, "\(words): \(outcome.error)")
            #expect(outcome.error.contains(words.last ?? ""), "\(outcome.error)")
        }
    }

    @Test(
        "what is refused before anything runs is in the report, too, and nothing of an earlier run",
        arguments: [["--artifacts", "/proc/none", "--", "true"], ["--keep-artifacts", "--", "true"], []])
    func refused(words: [String]) async throws {
        let scratch = Scratch("refused")
        let report = try scratch.write("junit.xml", "an old one")
        let outcome = try await MayflyCommand.run(["test", "tiny", "--junit", report] + words)
        #expect(outcome.status == 2, "\(outcome.error)")
        let text = try #require(scratch.text("junit.xml"))
        #expect(text.contains("tests=\"1\" failures=\"0\" errors=\"1\""), "\(text)")
        #expect(text.contains("type=\"invalidInput\""))
        #expect(!text.contains("an old one"))
    }

    @Test(
        "a place that is none, that contradicts itself or is not known is told, and no machine is tried",
        arguments: [
            (["--on", "clutser"], "cluster:CONTEXT"), (["-n", "ci"], "--namespace is for clusters"),
            (["--on", "cluster", "-n", "ci", "--namespace-per-run"], "leave it or --namespace out"),
            (["--on", "cluster:nope"], "there is no kubeconfig"),
        ])
    func badPlaces(words: [String], told: String) async throws {
        let scratch = Scratch("places")
        let outcome = try await MayflyCommand.run(
            ["test", "tiny"] + words + ["--", "true"], environment: ["KUBECONFIG": scratch("none")])
        #expect(outcome.status == 2)
        #expect((outcome.output + outcome.error).contains(told), "\(outcome.output)\(outcome.error)")
    }

    @Test("every fixture that is wrong is told with its places, in the report too, and nothing runs")
    func wrongFixtures() async throws {
        let scratch = Scratch("fixtures")
        let wrong = try scratch.write(
            "wrong.yaml",
            """
            apiVersion: mayfly.dev/v1alpha1
            kind: Fixture
            metadata: {name: wrong}
            tempalte: {}

            """)
        let report = try scratch.write("junit.xml", "an old one")
        let outcome = try await MayflyCommand.run(
            ["test", wrong, "no-such-fixture", "tiny", "--junit", report, "--", "true"],
            environment: ["GITHUB_ACTIONS": "true"])
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains("::error file=\(wrong),line=4,col=1::"))
        #expect(outcome.error.contains("mayfly: no-such-fixture: no fixture is called"))
        let text = try #require(scratch.text("junit.xml"))
        #expect(text.contains("tests=\"2\" failures=\"0\" errors=\"2\""))
    }
}

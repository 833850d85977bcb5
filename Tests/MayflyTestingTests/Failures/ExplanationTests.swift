import Fixtures
import Host
import Machines
import MayflyTestSupport
import Testing

@testable import MayflyTesting

@Suite("A test that fails is explained", .timeLimit(.minutes(2)))
struct ExplanationTests {
    private let scratch = Scratch("explained")

    /// The files of the one directory that was written.
    private func written() throws -> [String: String] {
        let places = FileSystem.names(in: scratch.path)
        guard let place = places.first else { return [:] }
        #expect(places.count == 1 && place.hasPrefix("MayflyTestingTests.ExplanationTests."))
        return Dictionary(
            uniqueKeysWithValues: FileSystem.names(in: scratch(place)).map {
                ($0, scratch.text("\(place)/\($0)") ?? "")
            })
    }

    @Test func `by an issue that it recorded`() async throws {
        let found = try await issues(writingTo: scratch.path) {
            _ = try await Machine.current.run("echo", "so far")
            Issue.record("it is not as it should be")
            _ = try await Machine.current.run("echo", "and on")
        }
        #expect(found.count == 1)
        let files = try written()
        #expect(
            files.keys.sorted() == [
                "commands.txt", "console.log", "issues.txt", "manifest.txt", "timeline.txt", "vmi.json",
            ])
        #expect(files["issues.txt"]?.contains("ExplanationTests.swift:") == true)
        #expect(files["issues.txt"]?.contains("it is not as it should be") == true)
        #expect(files["commands.txt"]?.contains("| and on") == true)
        #expect(files["console.log"]?.contains("Run /init") == true)
    }

    @Test func `by an error that it throws, which goes on`() async throws {
        let scratch = scratch
        let failure = await #expect(throws: CommandFailure.self) {
            _ = try await issues(writingTo: scratch.path) { _ = try await Machine.current.run("false").check() }
        }
        #expect(failure?.result.termination == .exited(1))
        #expect(try written()["issues.txt"] == "false: exited with 1\n")
    }

    @Test func `one that passes is not, unless that is wanted`() async throws {
        _ = try await issues(writingTo: scratch.path) { _ = try await Machine.current.run("true") }
        #expect(FileSystem.names(in: scratch.path) == [])
        _ = try await issues(writingTo: scratch.path, always: true) { _ = try await Machine.current.run("true") }
        let files = try written()
        #expect(files["commands.txt"] != nil && files["issues.txt"] == nil)
    }

    @Test func `neither is one with a known issue, or with a warning`() async throws {
        _ = try await issues(writingTo: scratch.path) {
            withKnownIssue { Issue.record("we know") }
            Issue.record("take care", severity: .warning)
        }
        #expect(FileSystem.names(in: scratch.path) == [])
    }

    @Test func `of several machines each is`() async throws {
        let host = FakeHost()
        let test = try #require(Test.current)
        _ = try await issues(
            on: host, writingTo: scratch.path,
            scope: { body in
                let traits = [MachineTrait.machine(.fake(), as: "a"), .machine(.fake(), as: "b")]
                try await TestMachines.$scoped.withValue(nil) {
                    try await TestScope(of: test, nil, traits).provide { try await body() }
                }
            }
        ) { Issue.record("either") }
        let files = try written()
        #expect(files["a-console.log"] != nil && files["b-timeline.txt"] != nil && files["issues.txt"] != nil)
    }

    @Test func `machines may be called anything, and none writes over another's files`() async throws {
        let test = try #require(Test.current)
        _ = try await issues(
            writingTo: scratch.path,
            scope: { body in
                let traits = [
                    MachineTrait.machine(.fake(name: "client")), .machine(.fake(), as: "client"),
                    .machine(.fake(), as: "db/primary"), .machine(.fake(), as: "ö"),
                ]
                try await TestMachines.$scoped.withValue(nil) {
                    try await TestScope(of: test, nil, traits).provide { try await body() }
                }
            }
        ) { Issue.record("any") }
        let consoles = try written().keys.filter { $0.hasSuffix("console.log") }.sorted()
        #expect(
            consoles == [
                "client-2-console.log", "client-console.log", "db-primary-console.log", "machine-console.log",
            ])
    }

    @Test func `a file that cannot be written does not keep the others from it`() {
        let artifacts = [Artifact("a/b.txt", text: ""), Artifact("c.txt", text: "c")]
        Explanation(issues: ["wrong"], artifacts: artifacts).write(
            ArtifactSettings(directory: scratch.path, always: false), for: ["M", "f()"])
        #expect(FileSystem.names(in: scratch("M.f")).sorted() == ["c.txt", "issues.txt"])
    }

    @Test func `by a machine that did not get ready`() async throws {
        let scratch = scratch
        await #expect(throws: MachineError.self) {
            _ = try await issues(on: FakeHost { await $0.panic("no root") }, writingTo: scratch.path) {
                Issue.record("it ran without a machine")
            }
        }
        let files = try written()
        #expect(files["console.log"]?.contains("Kernel panic - not syncing: no root") == true)
        #expect(files["issues.txt"]?.contains("no machine for this test, of the fixture fake") == true)
    }

    @Test func `settings are the environment's`() {
        #expect(ArtifactSettings(environment: [:]) == ArtifactSettings(directory: nil, always: false))
        let named = ["MAYFLY_ARTIFACTS": "/a", "MAYFLY_ARTIFACTS_ALWAYS": "1"]
        #expect(ArtifactSettings(environment: named) == ArtifactSettings(directory: "/a", always: true))
        #expect(!ArtifactSettings(environment: ["MAYFLY_ARTIFACTS_ALWAYS": "0"]).always)
    }

    @Test func `directories have names that any shell takes, and each case its own`() {
        #expect(ArtifactPlace.fileName(of: ["M", "`a test, of ö`()"]) == "M.a-test-of")
        let first = ArtifactPlace.next(in: scratch.path, for: ["M", "f(a:)"])
        #expect(first == scratch("M.f-a"))
        #expect(ArtifactPlace.next(in: scratch.path, for: ["M", "f(a:)"]) == scratch("M.f-a-2"))
    }

    @Test func `what an earlier run left is gone from a directory, and files of others stay`() throws {
        for name in ["console.log", "db-vmi.json", "notes.txt"] { try scratch.write("M.old/\(name)", "old") }
        #expect(ArtifactPlace.next(in: scratch.path, for: ["M", "old"]) == scratch("M.old"))
        #expect(FileSystem.names(in: scratch("M.old")) == ["notes.txt"])
    }
}

import MayflyTestSupport
import Offload
import Testing

/// Bad input to the commands for a machine that is kept.
@Suite("A kept machine, badly asked", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct KeptMachineTests {
    @Test("every command says what is wrong, and the machine stays until it is stopped")
    func commands() async throws {
        let fixture = try FixtureFile()
        try await TestHost.slots.withPermit {
            let script = "mkdir /small; mount -t tmpfs -o size=1m small /small"
            let kept = try await MayflyCommand.run(["run", "--keep", fixture.path, "--", "sh", "-c", script])
            #expect(kept.status == 0, "\(kept.error)")
            #expect(kept.error.contains("kept \(fixture.name)"))
            #expect(fixture.leftovers().count == 2)

            let big = try fixture.scratch.write("big", [UInt8](repeating: 7, count: 2 << 20))
            try await fail(
                ["cp", big, "\(fixture.name):/small/"], 1, "could not write /small/", "No space left on device")
            try await fail(["exec", fixture.name, "--", "test", "-e", "/small/big"], 1)
            try await fail(["cp", big, "/tmp/elsewhere"], 1, "exactly one of SRC and DST")
            try await fail(["exec", fixture.name, "--", "no-such-command"], 127, "no-such-command")
            try await fail(
                ["exec", "no-such-machine", "--", "true"], 125, "no machine called no-such-machine", fixture.name)
            try await fail(["console", "no-such-machine"], 1, "no machine called no-such-machine")
            try await fail(["stop", "no-such-machine"], 1, "no machine called no-such-machine")

            let stopped = try await MayflyCommand.run(["stop", fixture.name])
            #expect(stopped.status == 0, "\(stopped.error)")
            #expect(fixture.leftovers() == [])
        }
    }

    private func fail(
        _ words: [String], _ status: Int32, _ expected: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let outcome = try await MayflyCommand.run(words)
        #expect(outcome.status == status, "\(words): \(outcome.error)", sourceLocation: sourceLocation)
        for word in expected {
            #expect(outcome.error.contains(word), "\(outcome.error)", sourceLocation: sourceLocation)
        }
    }
}

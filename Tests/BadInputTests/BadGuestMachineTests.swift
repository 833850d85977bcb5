import MayflyTestSupport
import Offload
import Testing

/// Guests that disappoint: the exit status says whether the command ran, the message why, and nothing is left.
@Suite("A guest that disappoints", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct BadGuestMachineTests {
    private func run(
        _ changes: [(String, String)] = [], _ options: [String] = [], command: String..., status: Int32,
        _ words: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let fixture = try FixtureFile(changes)
        let outcome = try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["run"] + options + [fixture.path, "--"] + (command.isEmpty ? ["true"] : command))
        }
        #expect(outcome.status == status, "\(outcome.error)", sourceLocation: sourceLocation)
        for word in words {
            #expect(outcome.error.contains(word), "\(outcome.error)", sourceLocation: sourceLocation)
        }
        #expect(fixture.leftovers() == [], sourceLocation: sourceLocation)
    }

    @Test("one that never answers is given up when its deadline has passed, with the console's last lines")
    func neverAnswers() async throws {
        try await run(
            [
                ("modules: [virtio_pci, virtio_console]", "modules: []"), ("deadline: 30s", "deadline: 1s"),
                ("console=ttyS0 quiet", "console=ttyS0"),
            ], status: 125,
            "not ready in time", "missed: the guest helper answers", "the console's last lines")
    }

    @Test("one that panics is given up at once, with the reason")
    func panics() async throws {
        try await run(
            [("kernelArgs: console=ttyS0", "kernelArgs: rdinit=/bin/false console=ttyS0")], status: 125,
            "the guest's init died", "Attempted to kill init", "waited for: the guest helper answers")
    }

    @Test("a command that is not there is 127")
    func notFound() async throws {
        try await run(command: "no-such-command", status: 127, "there is no program no-such-command in the guest")
    }

    @Test("a command that cannot be executed is 126")
    func notExecutable() async throws {
        try await run(command: "/etc/passwd", status: 126, "the guest cannot execute /etc/passwd")
    }

    @Test("a user that is not there has not run anything")
    func noUser() async throws {
        try await run([], ["--user", "mallory"], status: 125, "there is no user mallory")
    }

    @Test("a command that takes too long is 124")
    func tooLong() async throws {
        try await run([], ["--timeout", "300ms"], command: "sleep", "1000", status: 124, "did not end within")
    }

    @Test("a copy for which the guest has no room is named, and the command has not run")
    func fullGuest() async throws {
        let scratch = Scratch("full")
        defer { withExtendedLifetime(scratch) {} }
        let big = try scratch.write("big", [UInt8](repeating: 7, count: 90 << 20))
        try await run(
            [], ["--copy-in", "\(big):/big"], status: 125, "could not write /big", "No space left on device",
            "make the guest's disk or memory larger")
    }

    @Test("a file that is not there cannot be copied in, and the command has not run")
    func copyIn() async throws {
        try await run([], ["--copy-in", "/no/such/file:/x"], status: 125, "/no/such/file", "No such file or directory")
    }

    @Test("a file that is not there cannot be copied out, and the command has run")
    func copyOut() async throws {
        try await run(
            [], ["--copy-out", "/no/such/file:/tmp/x"], status: 123, "/no/such/file", "No such file or directory")
    }
}

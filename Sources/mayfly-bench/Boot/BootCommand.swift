import Mayfly
import Terminal

/// `mayfly-bench boot`: a small machine's start, by a bare QEMU command line and by us, in turns.
enum BootCommand {
    enum Format: String, CaseIterable, Sendable {
        case text, json
    }

    static let fixture = Option("fixture", .path.named("FILE"), "The machine to boot (default Fixtures/tiny.yaml).")
    static let rounds = Option(
        "rounds", short: "n", .integer(1...1000), "How many boots of each kind are counted (default 10).")
    static let output = Option("output", short: "o", .choice(of: Format.self), "How to print: text (default) or json.")
    static let peers = Flag(
        "peers", "Compare with debvm, autopkgtest-virt-qemu and virtme-ng instead, as far as they are installed.")
    static let limit = Option(
        "assert-added", .duration,
        "Exit with 1 when the median of the rounds' differences is larger than this, such as 150ms.")

    static let spec = CommandSpec(
        "boot", "Boot a small machine by a bare QEMU command line and by us, in turns",
        discussion: """
            Counted is the time from the call (the start of QEMU; the making of a machine) to the greeting of the guest's \
            helper. One round before the first is not counted: it starts the daemon and fills the caches.

            With --peers: the time from the call to the end of a first command, `true`, in the guest, by us and by other \
            tools that boot a Debian for tests, with the processor time of all their processes. Their images are made \
            once, in the cache. Needs the packages mmdebstrap and tini, and of the tools those that shall be compared.
            """,
        options: [fixture.spec, rounds.spec, output.spec, limit.spec, peers.spec],
        exitCodes: [
            ExitCode("0", "Measured, and within --assert-added."),
            ExitCode("1", "A machine of ours did not come up, or we add more than --assert-added."),
        ],
        examples: [
            Example("mayfly-bench boot --rounds 20 --output json", "every sample, for a file"),
            Example("mayfly-bench boot --fixture Fixtures/debian-12.yaml --peers --rounds 5", "how others do it"),
        ])

    /// Returns the exit status. A signal ends the machines first.
    static func run(_ invocation: Invocation) async -> Int32 {
        await interruptible(spec) { try await measure(invocation) }
    }

    private static func measure(_ invocation: Invocation) async throws -> Int32 {
        let recipe = try Fixture(path: invocation[fixture] ?? "Fixtures/tiny.yaml")
        if invocation[peers] {
            guard invocation[limit] == nil else {
                complain("mayfly-bench boot: --assert-added is about a bare QEMU: leave it out with --peers")
                return 2
            }
            let report = try await PeerBenchmark(fixture: recipe).run(rounds: invocation[rounds] ?? 10)
            print(invocation[output] == .json ? try JSONText.pretty(report) : report.text, terminator: "")
            return report.tools.first?.obstacle == nil ? 0 : 1
        }
        let report = try await BootBenchmark(fixture: recipe).run(rounds: invocation[rounds] ?? 10)
        print(invocation[output] == .json ? try JSONText.pretty(report) : report.text, terminator: "")
        if let limit = invocation[limit], report.added > limit.seconds {
            complain(
                "mayfly-bench boot: we add \(report.added.milliseconds), allowed are \(limit.seconds.milliseconds)")
            return 1
        }
        return 0
    }
}

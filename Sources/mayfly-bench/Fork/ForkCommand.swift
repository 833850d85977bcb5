import KubeVirt
import Mayfly
import Terminal

/// `mayfly-bench fork`: what a fork costs, beside a boot and a QEMU by hand.
enum ForkCommand {
    static let fixture = Option(
        "fixture", .path.named("FILE"), "The machine to fork (default Fixtures/debian-12.yaml, with 512 MiB).")
    static let rounds = Option("rounds", short: "n", .integer(1...1000), "How many forks of each kind (default 10).")
    static let boots = Option("boots", .integer(0...100), "How many cold boots are counted (default 2).")
    static let crowd = Option(
        "crowd", .integer(0...1000), "How many forks are made at once and live together (default 50; 0 for none).")
    static let output = Option(
        "output", short: "o", .choice(of: BootCommand.Format.self), "How to print: text (default) or json.")

    static let spec = CommandSpec(
        "fork", "Fork a booted machine, boot another, and do the same by hand, in turns",
        discussion: """
            Counted are, in seconds from the call that makes the machine: its processors running (forkRunning), the end of a \
            first command, `true`, in a guest with its own identity (forkFirstCommand), the same by a boot \
            (coldFirstCommand), out of a pool that has one ready (poolFirstCommand), a bare QEMU with the same devices that \
            loads the same state (bareRunning), going back to a mark (revert), the first command after that \
            (revertFirstCommand), and ending a fork (ending). The template is made before, and so is one fork, which is not \
            counted.

            With --crowd so many forks are made as fast as possible; each has to answer a command. Memory is the sum of \
            their proportional set sizes over their number.
            """,
        options: [fixture.spec, rounds.spec, boots.spec, crowd.spec, output.spec],
        exitCodes: [
            ExitCode("0", "Measured."), ExitCode("1", "A machine did not come up, or did not answer."),
        ],
        examples: [
            Example("mayfly-bench fork --rounds 20 --output json", "every sample, for a file"),
            Example("mayfly-bench fork --rounds 1 --boots 0 --crowd 200", "a crowd"),
        ])

    /// Returns the exit status. A signal ends the machines first.
    static func run(_ invocation: Invocation) async -> Int32 {
        await interruptible(spec) { try await measure(invocation) }
    }

    private static func measure(_ invocation: Invocation) async throws -> Int32 {
        var recipe = try Fixture(path: invocation[fixture] ?? "Fixtures/debian-12.yaml")
        recipe.forkable = true
        if invocation[fixture] == nil { recipe.template.spec.domain.memory = .init(guest: .mebibytes(512)) }
        let report = try await ForkBenchmark(
            fixture: recipe, rounds: invocation[rounds] ?? 10, boots: invocation[boots] ?? 2,
            crowd: invocation[crowd] ?? 50
        ).run()
        print(invocation[output] == .json ? try JSONText.pretty(report) : report.text, terminator: "")
        return 0
    }
}

import LocalProvider
import Mayfly
import Terminal

/// `mayfly template prune`.
enum TemplatePruneCommand: RunnableCommand {
    static let age = Option("older-than", .duration, "Remove what nothing was forked from in this time, such as 2d.")
    static let size = Option(
        "keep-size", .quantity,
        "Then remove what was used longest ago, until the rest takes at most this, such as 10Gi.")
    static let all = Flag("all", short: "a", "Remove all that nothing uses.")
    static let trial = Flag("dry-run", "Remove nothing; tell what would go.")

    static let spec = CommandSpec(
        "prune", "Remove templates that are of no use any more",
        discussion: """
            Without options, what goes by itself with the next template that is made: what nothing was forked from in two \
            weeks, and beyond 20 GiB in all what was used longest ago. What a machine goes on from stays.
            """,
        options: [age.spec, size.spec, all.spec, trial.spec, OutputOption.option.spec],
        exitCodes: [ExitCode("0", "Done; there may have been nothing to remove.")],
        examples: [
            Example("mayfly template prune --all --dry-run", "what could go"),
            Example("mayfly template prune --older-than 2d --keep-size 4Gi", "by age, then by size"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let trial = invocation[trial]
        let pruned = await (try TemplateCommands.templates()).prune(
            olderThan: invocation[age], keeping: invocation[size], everything: invocation[all], isTrial: trial)
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(pruned))
        } else {
            let verb = trial ? "would remove" : "removed"
            Standard.output.write(pruned.keys.map { "\(verb) \($0)\n" }.joined())
            Standard.output.write("\(trial ? "would free" : "freed") \(ByteText.format(pruned.bytes))\n")
        }
        return 0
    }
}

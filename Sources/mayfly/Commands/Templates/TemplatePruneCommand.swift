import LocalProvider
import Mayfly
import Terminal

/// `mayfly template prune`.
enum TemplatePruneCommand: RunnableCommand {
    static let spec = CommandSpec(
        "prune", "Remove templates that are of no use any more",
        discussion: """
            Without options, what goes by itself with the next template that is made: what nothing was forked from in two \
            weeks, and beyond 20 GiB in all what was used longest ago. What a machine goes on from stays.
            """,
        options: PruneOptions.specs, exitCodes: PruneOptions.exitCodes,
        examples: [
            Example("mayfly template prune --all --dry-run", "what could go"),
            Example("mayfly template prune --older-than 2d --keep-size 4Gi", "by age, then by size"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let pruned = await (try TemplateCommands.templates()).prune(
            olderThan: invocation[PruneOptions.age], keeping: invocation[PruneOptions.size],
            everything: invocation[PruneOptions.all], isTrial: invocation[PruneOptions.trial])
        try PruneOptions.tell(pruned, pruned.keys, bytes: pruned.bytes, invocation)
        return 0
    }
}

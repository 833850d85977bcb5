import Images
import LocalProvider
import Mayfly
import Terminal

/// `mayfly image prune`.
enum ImagePruneCommand: RunnableCommand {
    static let spec = CommandSpec(
        "prune", "Remove images that are of no use any more",
        discussion: """
            Without options, what no name stands for goes: images that a newer one replaced, and layers that nothing is made \
            over. With a time, a size or --all, names do not count.

            Kernels out of container images go likewise, by age and by name.

            What a machine or a build uses stays, with all layers beneath it, and so does what was asked for in the last ten \
            minutes. What nobody asked for in a month goes by itself with the next build.
            """,
        options: PruneOptions.specs, exitCodes: PruneOptions.exitCodes,
        examples: [
            Example("mayfly image prune", "what newer images replaced"),
            Example("mayfly image prune --older-than 7d --keep-size 10Gi", "by age, then by size"),
            Example("mayfly image prune --all --dry-run", "what could go"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let (age, size) = (invocation[PruneOptions.age], invocation[PruneOptions.size])
        let pruned = try await ImageCommands.images().prune(
            olderThan: age, keeping: size, keepingNames: age == nil && size == nil && !invocation[PruneOptions.all],
            isTrial: invocation[PruneOptions.trial])
        let names = pruned.digests.sorted().map { "sha256:\($0)" } + pruned.kernels.map { "kernel \($0)" }
        try PruneOptions.tell(pruned, names, bytes: pruned.bytes, invocation)
        return 0
    }
}

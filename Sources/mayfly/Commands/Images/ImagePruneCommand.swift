import Images
import LocalProvider
import Mayfly
import Terminal

/// `mayfly image prune`.
enum ImagePruneCommand: RunnableCommand {
    static let age = Option("older-than", .duration, "Remove what nobody asked for in this time, such as 7d.")
    static let size = Option(
        "keep-size", .quantity,
        "Then remove what was asked for longest ago, until the rest takes at most this, such as 10Gi.")
    static let all = Flag("all", short: "a", "Remove all that no machine uses.")
    static let trial = Flag("dry-run", "Remove nothing; tell what would go.")

    static let spec = CommandSpec(
        "prune", "Remove images that are of no use any more",
        discussion: """
            Without options, what no name stands for goes: images that a newer one replaced, and layers that nothing is made \
            over. With a time, a size or --all, names do not count.

            Kernels out of container images go likewise, by age and by name.

            What a machine or a build uses stays, with all layers beneath it, and so does what was asked for in the last ten \
            minutes. What nobody asked for in a month goes by itself with the next build.
            """,
        options: [age.spec, size.spec, all.spec, trial.spec, OutputOption.option.spec],
        exitCodes: [ExitCode("0", "Done; there may have been nothing to remove.")],
        examples: [
            Example("mayfly image prune", "what newer images replaced"),
            Example("mayfly image prune --older-than 7d --keep-size 10Gi", "by age, then by size"),
            Example("mayfly image prune --all --dry-run", "what could go"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let (age, size, trial) = (invocation[age], invocation[size], invocation[trial])
        let keepingNames = age == nil && size == nil && !invocation[all]
        let pruned = try await ImageCommands.images().prune(
            olderThan: age, keeping: size, keepingNames: keepingNames, isTrial: trial)
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(pruned))
        } else {
            let verb = trial ? "would remove" : "removed"
            Standard.output.write(pruned.digests.sorted().map { "\(verb) sha256:\($0)\n" }.joined())
            Standard.output.write(pruned.kernels.map { "\(verb) kernel \($0)\n" }.joined())
            Standard.output.write("\(trial ? "would free" : "freed") \(ByteText.format(pruned.bytes))\n")
        }
        return 0
    }
}

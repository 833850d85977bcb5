import Terminal

/// What the commands have in common that remove what is of no use any more.
enum PruneOptions {
    static let age = Option("older-than", .duration, "Remove what was not used in this time, such as 7d.")
    static let size = Option(
        "keep-size", .quantity,
        "Then remove what was used longest ago, until the rest takes at most this, such as 10Gi.")
    static let all = Flag("all", short: "a", "Remove all that nothing uses.")
    static let trial = Flag("dry-run", "Remove nothing; tell what would go.")

    static let specs = [age.spec, size.spec, all.spec, trial.spec, OutputOption.option.spec]
    static let exitCodes = [ExitCode("0", "Done; there may have been nothing to remove.")]

    /// Tells what went, by the words for each, and how much is free by that; for programs, the value itself.
    static func tell(
        _ pruned: some Encodable, _ names: [String], bytes: Int64, _ invocation: Invocation
    ) throws {
        guard invocation[OutputOption.option] != .json else {
            return Standard.output.write(try JSONText.pretty(pruned))
        }
        let (removed, freed) = invocation[trial] ? ("would remove", "would free") : ("removed", "freed")
        Standard.output.write(names.map { "\(removed) \($0)\n" }.joined() + "\(freed) \(ByteText.format(bytes))\n")
    }
}

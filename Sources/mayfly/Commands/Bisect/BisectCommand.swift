import Boots
import Mayfly
import Terminal

/// `mayfly bisect`: which commit broke a boot.
enum BisectCommand: RunnableCommand {
    static let good = RepeatedOption("good", .text.named("COMMIT"), "A commit whose kernel is good.")
    static let bad = Option("bad", .text.named("COMMIT"), "A commit whose kernel is bad.")
    static let build = Option(
        "build", .text.named("CMD"), "How a commit is built, by sh in the tree; one that does not build is skipped.")
    static let tree = Option("tree", .directory, "The git work tree (default: the current directory).")

    static let spec = CommandSpec(
        "bisect", "Find the commit that broke a boot",
        discussion: """
            Has git bisect check out commits between --good and --bad, builds each by --build, boots it as BOOT says (the \
            words of a `mayfly boot`), and names the first that is bad. What was checked out before is checked out again at \
            the end, also after an error or Ctrl-C; a build that runs then is asked to end with all that it has started, and \
            killed after ten seconds.

            A commit is good when the boot exits with 0. It is bad when its kernel, the command, a test, an --expect or the \
            time says so. It is skipped, and not bad, when it does not build, when no kernel is there, or when this host or \
            Mayfly is at fault. With --runs N in BOOT a commit is good when all N boots are.

            Without --good and --bad one commit is tried, the one that is there: 0 is good, 1 is bad, 125 cannot be tested. \
            That is what `git bisect run` expects.
            """,
        options: [good.spec, bad.spec, build.spec, tree.spec, OutputOption.option.spec],
        trailing: TrailingSpec("BOOT", "The boot: 'boot' and its words.", isRequired: true),
        exitCodes: [
            ExitCode("0", "The first bad commit was found; of one commit: it is good."),
            ExitCode("1", "Of one commit: it is bad."),
            ExitCode("2", "Only commits that cannot be tested are left."),
            ExitCode(
                "125",
                "Of one commit: it cannot be tested. Else the command line, git, this host or Mayfly is at fault."),
            ExitStatus.signalled,
        ],
        examples: [
            Example(
                "mayfly bisect --good v6.1 --bad HEAD --build 'make -j8 bzImage' -- boot --kernel . -- /bin/true",
                "from two commits to the first bad one"),
            Example(
                "git bisect run mayfly bisect --build 'make -j8 bzImage' -- boot --kernel . --timeout 2m -- /bin/true",
                "as git's helper"),
        ], usageExit: ExitStatus.neverRan)

    static func status(of error: any Error) -> Int32 {
        (error as? EndedBySignal)?.signal.exitCode ?? ExitStatus.neverRan
    }

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let place = HostFile.absolute(invocation[tree] ?? ".")
        let trial = try trial(invocation, place)
        let isJSON = invocation[OutputOption.option] == .json
        switch (invocation[bad], invocation[good]) {
        case (nil, let good) where good.isEmpty:
            let result = try await SignalRelay.withRelay { _ in try await trial.run() }
            if isJSON { Standard.output.write(try JSONText.pretty(result)) }
            Standard.note("\(result.verdict.rawValue): \(result.reason)")
            return result.verdict.exitStatus
        case (let bad?, let good) where !good.isEmpty:
            let report = try await SignalRelay.withRelay { _ in
                try await Bisection(tree: try GitTree(place), trial: { try await trial.run() }).run(
                    good: good, bad: bad)
            }
            Standard.output.write(isJSON ? try JSONText.pretty(report) : report.text)
            return report.firstBad == nil ? 2 : 0
        default:
            throw MachineError(
                .invalidInput, "--good and --bad are for each other; name both, or neither to try what is checked out")
        }
    }

    /// The boot that is meant by the words of `mayfly boot`.
    private static func trial(_ invocation: Invocation, _ place: String) throws -> BisectTrial {
        let words = invocation.trailing ?? []
        guard words.first == BootCommand.spec.name else {
            throw MachineError(
                .invalidInput, "behind -- stands a boot: 'boot' and its words, such as: boot --kernel . -- true")
        }
        let parser = CommandParser(CommandSpec("mayfly", "", commands: [BootCommand.spec]))
        guard case .run(let boot) = try parser.parse(words) else {
            throw MachineError(.invalidInput, "behind -- stands a boot, and not its help")
        }
        let reports = boot.given(
            [
                BootCommand.junit.spec, BootCommand.artifacts.spec, BootCommand.untilFailure.spec,
                BootCommand.jobs.spec,
                OutputOption.option.spec,
            ] + BootManifestOptions.specs + DebuggingOptions.specs + RecordingOptions.specs
                + MatrixOptions.specs)
        guard reports.isEmpty else {
            throw MachineError(
                .invalidInput, "\(reports.joined(separator: ", ")) cannot be said of boots that are bisected")
        }
        // What is wrong with the words is told at once, unless they name what no build has made yet.
        let named = [boot[BootInitramfsOptions.initramfs], boot[BootOptions.kselftest]].compactMap { $0 }
        if invocation[build] == nil || named.allSatisfy(HostFile.exists) { _ = try BootOptions.boot(boot) }
        return BisectTrial(
            tree: place, build: invocation[build],
            boot: { () throws(MachineError) in try BootOptions.boot(boot) }, runs: boot[BootCommand.runs] ?? 1)
    }
}

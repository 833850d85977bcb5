import Mayfly
import Terminal

/// `mayfly gc`: removes what dead owners left.
enum GarbageCommand: RunnableCommand {
    static let spec = CommandSpec(
        "gc", "End and remove what dead owners left, and kept machines whose time is up",
        discussion: "Every start of a machine does this too; this looks at every process of the host as well.",
        options: [OutputOption.option.spec],
        exitCodes: [ExitCode("0", "Nothing is left."), ExitCode("1", "Something could not be removed.")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let report = try await Providers.shared.local().collectGarbage()
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(report))
        } else {
            for run in report.machines { Standard.output.write("removed machine \(run)\n") }
            for pid in report.processes { Standard.output.write("ended process \(pid)\n") }
            for failure in report.failures { Standard.error.write("could not remove \("\(failure)".printableLines)\n") }
        }
        return report.failures.isEmpty ? 0 : 1
    }
}

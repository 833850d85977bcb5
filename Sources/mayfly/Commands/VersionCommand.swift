import Mayfly
import Terminal

/// `mayfly version`.
enum VersionCommand: RunnableCommand {
    static let spec = CommandSpec(
        "version", "Print the version", options: [OutputOption.option.spec], exitCodes: [ExitCode("0", "Printed.")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(["version": Version.text]))
        } else {
            Standard.output.write("mayfly \(Version.text)\n")
        }
        return 0
    }
}

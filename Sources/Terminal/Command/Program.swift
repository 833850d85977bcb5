/// A whole command-line program: its spec with the commands that come by themselves, `help` and `completion`.
package struct Program: Sendable {
    /// What a command line leads to.
    package enum Outcome: Sendable {
        /// Print to standard output and exit with 0.
        case print(String)
        /// Print to standard error and exit with the error's code.
        case refuse(UsageError)
        case run(Invocation)
    }

    package let spec: CommandSpec
    let version: String

    private static let topic = RepeatedArgument("COMMAND", .text, "The command to tell about; all of them without.")
    private static let shell = Argument<Shell>("SHELL", .choice(), "The shell: bash, zsh or fish.")

    package init(_ spec: CommandSpec, version: String) {
        var spec = spec
        spec.commands += [
            CommandSpec(
                "completion", "Print a completion script for a shell",
                discussion: Shell.advice(program: spec.name), arguments: [Self.shell.spec],
                exitCodes: [ExitCode("0", "Printed."), ExitCode("2", "No such shell.")]),
            CommandSpec(
                "help", "Tell about a command", arguments: [Self.topic.spec],
                exitCodes: [ExitCode("0", "Printed."), ExitCode("2", "No such command.")]),
        ]
        self.spec = spec
        self.version = version
    }

    /// Decides what to do with the words after the program's name; prints and runs nothing itself.
    package func outcome(of words: [String], width: Int = 80) -> Outcome {
        do {
            switch try CommandParser(spec).parse(words) {
            case .version: return .print("\(spec.name) \(version)\n")
            case .help(let path): return .print(HelpText(path, width: width).text)
            case .run(let invocation):
                switch invocation.command {
                case "help": return .print(HelpText(try find(invocation[Self.topic]), width: width).text)
                case "completion": return .print(invocation[Self.shell].script(for: spec))
                default: return .run(invocation)
                }
            }
        } catch {
            return .refuse(error)
        }
    }

    private func find(_ names: [String]) throws(UsageError) -> [CommandSpec] {
        var line = ParsedLine(spec)
        for name in names {
            guard line.command.commands.contains(where: { $0.name == name }) else {
                let known = line.command.commands.map(\.name)
                throw line.error(
                    .unknownCommand,
                    "unknown command '\(name.printable)'" + Suggestion.question(for: name, among: known))
            }
            try line.takeWord(name)
        }
        return line.path
    }
}

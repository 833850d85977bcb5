import Terminal

/// A program with one of everything, for the tests of parsing, help and completion.
enum ExampleProgram {
    enum Format: String, CaseIterable { case text, json }

    static let state = Option("state", .directory, "Keep state in this directory.")
    static let timeout = Option("timeout", short: "t", .duration, "Give up after this long.")
    static let keep = Flag("keep", short: "k", "Leave the machine running.")
    static let verbose = Flag("verbose", short: "v", "Say more.")
    static let env = RepeatedOption("env", short: "e", .keyValue, "Set a variable in the guest; may be given again.")
    static let copy = RepeatedOption("copy-in", .copy, "Copy into the guest first.")
    static let output = Option("output", short: "o", ValueKind<Format>.choice(), "The form of the answer.")
    static let count = Option("count", .integer(1...8), "How many.")
    static let fixture = Argument(
        "FIXTURE", .path.named("FIXTURE", hint: .linesOrFile(of: ["ls", "--names"])), "The fixture's file.")
    static let machine = Argument("MACHINE", machineKind, "A machine that was kept.")
    static let machines = RepeatedArgument("MACHINE", machineKind, "Machines that were kept.", atLeastOne: true)
    static let target = OptionalArgument("TARGET", .text, "What to look at.")

    static let machineKind = ValueKind<String>.text.named("MACHINE", hint: .lines(of: ["ls", "--names"]))

    static let run = CommandSpec(
        "run", "Run a command in a new machine",
        discussion: """
            The machine is made from the fixture and is gone afterwards, whatever happens.

            The command's streams are this program's own.
            """,
        options: [timeout.spec, keep.spec, verbose.spec, env.spec, copy.spec, count.spec], arguments: [fixture.spec],
        trailing: TrailingSpec("CMD", "The command and its arguments, passed on as they are."),
        exitCodes: [
            ExitCode("0-122", "The guest command's own."), ExitCode("125", "It failed before the command ran."),
        ],
        examples: [Example("fly run tiny.yaml -- uname -a", "Print the guest's kernel.")], usageExit: 125)
    static let list = CommandSpec("ls", "List machines", options: [output.spec])
    static let stop = CommandSpec("stop", "End machines", arguments: [machines.spec])
    static let network = CommandSpec(
        "network", "Look at networks",
        commands: [
            CommandSpec("inspect", "Tell about a network", arguments: [target.spec]),
            CommandSpec(
                "shell", "Open a shell", arguments: [machine.spec],
                trailing: TrailingSpec("CMD", "What to run.", isRequired: false)),
        ])
    static let spec = CommandSpec(
        "fly", "Machines for a day", options: [state.spec], commands: [run, list, stop, network])
    static let program = Program(spec, version: "1.2.3")

    /// Reads a command line that must be in order.
    static func invocation(_ words: String...) throws -> Invocation {
        switch program.outcome(of: words) {
        case .run(let invocation): return invocation
        case .refuse(let error): throw error
        case .print(let text): throw Printed(text: text)
        }
    }

    struct Printed: Error {
        let text: String
    }
}

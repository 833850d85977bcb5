import Mayfly
import Terminal

/// `mayfly console`: the serial console as a terminal.
enum ConsoleCommand: RunnableCommand {
    static let spec = CommandSpec(
        "console", "Open a machine's serial console",
        discussion: "Every key goes to the guest; ^] leaves. The console is recorded whether or not anybody looks.",
        arguments: [MachineArgument.one.spec],
        exitCodes: [
            ExitCode("0", "Left, or the machine went off."),
            ExitCode("1", "No such machine, or its console is in use."),
        ],
        examples: [Example("mayfly console tiny", "look around; ^] to leave")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let machine = try await MachineArgument.find(invocation)
        let terminal = try await machine.terminal()
        guard Standard.inputIsTerminal else {
            try await relay(terminal)
            return 0
        }
        Standard.note("connected to \(machine.name); ^] leaves")
        try await withRawTerminal { try await relay(terminal) }
        Standard.note("left \(machine.name)")
        return 0
    }

    private static func relay(_ terminal: any GuestConnection) async throws {
        let input = Task {
            var keys = EscapeRecogniser()
            while true {
                let bytes = await Standard.read()
                if bytes.isEmpty { break }
                let (pass, isEscape) = keys.feed(bytes)
                try await terminal.write(pass)
                if isEscape { return await terminal.close() }
            }
            try await terminal.closeWriting()
        }
        defer { input.cancel() }
        while true {
            let bytes = try await terminal.read()
            if bytes.isEmpty { return }
            guard await Standard.output.write(bytes) else { return }
        }
    }
}

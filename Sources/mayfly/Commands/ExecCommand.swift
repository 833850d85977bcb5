import Mayfly
import Terminal

/// `mayfly exec`: a command in a machine that runs already.
enum ExecCommand: RunnableCommand {
    static let spec = CommandSpec(
        "exec", "Run a command in a machine that runs",
        options: CommandOptions.specs, arguments: [MachineArgument.one.spec],
        trailing: TrailingSpec("CMD", "The command and its arguments, for the guest."), exitCodes: ExitStatus.table,
        examples: [
            Example("mayfly exec tiny -- cat /proc/uptime", "one more command in a kept machine"),
            Example("mayfly exec -t tiny -- sh", "a shell with a terminal"),
        ], usageExit: ExitStatus.neverRan)

    static func status(of error: any Error) -> Int32 { ExitStatus.of(error) }

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let machine = try await MachineArgument.find(invocation).through(invocation)
        return try await SignalRelay.withRelay { relay in
            try await CommandOptions.session(invocation).run(in: machine, relay)
        }
    }
}

import Mayfly
import Terminal

/// The options that `run` and `exec` share.
enum CommandOptions {
    static let timeout = Option(
        "timeout", .duration, "End the command after this time, by the clock: it does not grow with the accelerator.")
    static let environment = RepeatedOption("env", short: "e", .keyValue, "Set a variable for the command.")
    static let directory = Option(
        "workdir", short: "w", .text.named("DIR"), "Run the command in this directory of the guest.")
    static let user = Option("user", short: "u", .text.named("USER"), "Run the command as this user of the guest.")
    static let terminal = Flag("tty", short: "t", "Give the command a terminal, as for an interactive shell.")

    static let specs = [
        timeout.spec, environment.spec, directory.spec, user.spec, terminal.spec, ChannelOption.option.spec,
    ]

    static func session(_ invocation: Invocation) -> CommandSession {
        var command = command(invocation, words: invocation.trailing ?? [])
        if invocation[terminal] { command.terminal = TerminalSize(columns: 80, rows: 24) }
        return CommandSession(command: command, timeout: invocation[timeout])
    }

    /// These words as a command of the guest, where and as whom the options say.
    static func command(_ invocation: Invocation, words: [String]) -> Command {
        let variables = invocation[environment].map { ($0.key, $0.value) }
        return Command(
            words.first ?? "", Array(words.dropFirst()), environment: Dictionary(variables) { _, last in last },
            workingDirectory: invocation[directory], user: invocation[user])
    }
}

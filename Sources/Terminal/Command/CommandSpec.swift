/// One command as data: what parsing, help and completion are all made from.
package struct CommandSpec: Sendable {
    package let name: String
    /// One line without a full stop.
    package let summary: String
    /// Paragraphs under the synopsis; an empty line parts them.
    package var discussion = ""
    /// Options of this command and of every command below it.
    package var options: [OptionSpec] = []
    package var arguments: [ArgumentSpec] = []
    package var trailing: TrailingSpec?
    package var commands: [CommandSpec] = []
    package var exitCodes: [ExitCode] = []
    package var examples: [Example] = []
    /// The exit code of a usage error. `mayfly run` and `exec` use 125: 2 could be the guest command's own.
    package var usageExit: Int32 = 2

    package init(
        _ name: String, _ summary: String, discussion: String = "", options: [OptionSpec] = [],
        arguments: [ArgumentSpec] = [], trailing: TrailingSpec? = nil, commands: [CommandSpec] = [],
        exitCodes: [ExitCode] = [], examples: [Example] = [], usageExit: Int32 = 2
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.options = options
        self.arguments = arguments
        self.trailing = trailing
        self.commands = commands
        self.exitCodes = exitCodes
        self.examples = examples
        self.usageExit = usageExit
    }
}

/// A word after the options.
package struct ArgumentSpec: Sendable {
    package enum Count: Sendable {
        case one, atMostOne, atLeastOne, any
    }

    package let name: String
    package let summary: String
    package let count: Count
    package let hint: CompletionHint
    let check: Check
}

/// Everything after `--`, passed on verbatim.
package struct TrailingSpec: Sendable {
    package let name: String
    package let summary: String
    package let isRequired: Bool

    package init(_ name: String, _ summary: String, isRequired: Bool = true) {
        self.name = name
        self.summary = summary
        self.isRequired = isRequired
    }
}

/// What an exit code of a command means.
package struct ExitCode: Hashable, Sendable {
    package let code: String
    package let meaning: String

    package init(_ code: String, _ meaning: String) {
        self.code = code
        self.meaning = meaning
    }
}

/// A command line worth copying and what it does.
package struct Example: Hashable, Sendable {
    package let line: String
    package let purpose: String

    package init(_ line: String, _ purpose: String) {
        self.line = line
        self.purpose = purpose
    }
}

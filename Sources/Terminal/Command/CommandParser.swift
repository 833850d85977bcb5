/// Reads a command line by a spec.
package struct CommandParser: Sendable {
    /// What a command line asks for.
    package enum Request: Sendable {
        /// Help for the last command of this path, which starts with the program itself.
        case help([CommandSpec])
        case version
        case run(Invocation)
    }

    let program: CommandSpec

    package init(_ program: CommandSpec) {
        self.program = program
    }

    /// Reads the words after the program's name.
    package func parse(_ words: [String]) throws(UsageError) -> Request {
        var line = ParsedLine(program)
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                line.trailing = Array(rest)
                break
            }
            if word.hasPrefix("--") {
                try line.takeLong(word, &rest)
            } else if word.hasPrefix("-"), word != "-" {
                try line.takeShort(word, &rest)
            } else {
                try line.takeWord(word)
            }
            if let request = line.request { return request }
        }
        return .run(try line.finish())
    }
}

/// A command line half read.
struct ParsedLine {
    var path: [CommandSpec]
    var trailing: [String]?
    /// Set once `--help` or `--version` was read: what follows does not matter any more.
    var request: CommandParser.Request?
    var options: [String: [any Sendable]] = [:]
    var words: [String] = []

    var command: CommandSpec { path[path.count - 1] }

    init(_ program: CommandSpec) {
        path = [program]
    }

    func error(_ code: UsageError.Code, _ message: String) -> UsageError {
        UsageError(code: code, message: message, path: path.map(\.name), exitCode: command.usageExit)
    }

    func unexpected(_ word: String, before trailing: TrailingSpec?) -> UsageError {
        let hint = trailing.map { "; write '--' before the \($0.name)" } ?? ""
        return error(.unexpectedArgument, "unexpected argument '\(word.printable)'\(hint)")
    }

    mutating func takeWord(_ word: String) throws(UsageError) {
        guard !command.commands.isEmpty, words.isEmpty else {
            // Told at once, or the options of a command without '--' before it would be blamed.
            if let spec = command.trailing, !command.arguments.contains(where: \.isRepeated),
                words.count == command.arguments.count
            {
                throw unexpected(word, before: spec)
            }
            words.append(word)
            return
        }
        if let next = command.commands.first(where: { $0.name == word }) {
            path.append(next)
        } else if command.arguments.isEmpty {
            let names = command.commands.map(\.name)
            let nearest = Suggestion.question(for: word, among: names)
            let hint = nearest.isEmpty ? "; the commands are \(names.joined(separator: ", "))" : nearest
            throw error(.unknownCommand, "unknown command '\(word.printable)'\(hint)")
        } else {
            words.append(word)
        }
    }

    func finish() throws(UsageError) -> Invocation {
        if !command.commands.isEmpty, words.isEmpty, command.arguments.isEmpty {
            let names = command.commands.map(\.name).joined(separator: ", ")
            throw error(.missingCommand, "no command given; the commands are \(names)")
        }
        let arguments = try checkedArguments()
        if let spec = command.trailing {
            if spec.isRequired, trailing?.isEmpty ?? true {
                throw error(.missingArgument, "no \(spec.name) given; write it after '--'")
            }
        } else if trailing != nil {
            throw error(.unexpectedArgument, "takes nothing after '--'")
        }
        return Invocation(path: path.map(\.name), trailing: trailing, options: options, arguments: arguments)
    }
}

/// The help of a command, made from its spec.
package struct HelpText: Sendable {
    /// The command and the ones above it, the program first.
    let path: [CommandSpec]
    let width: Int

    package init(_ path: [CommandSpec], width: Int = 80) {
        precondition(!path.isEmpty, "help needs a command")
        self.path = path
        self.width = min(100, max(40, width))
    }

    private var command: CommandSpec { path[path.count - 1] }
    private var name: String { path.map(\.name).joined(separator: " ") }

    /// The whole page, with a line end.
    package var text: String {
        var sections = [command.summary + "."]
        sections.append(section("Usage", synopses))
        if !command.discussion.isEmpty {
            sections.append(command.discussion.wrapped(to: width).joined(separator: "\n"))
        }
        sections.append(table("Commands", command.commands.map { ($0.name, $0.summary) }))
        sections.append(table("Arguments", arguments))
        sections.append(table("Options", (command.options + own).map { (Self.spelling($0), $0.summary) }))
        let inherited = path.dropLast().flatMap(\.options)
        sections.append(table("Options of all commands", inherited.map { (Self.spelling($0), $0.summary) }))
        sections.append(table("Exit codes", command.exitCodes.map { ($0.code, $0.meaning) }))
        sections.append(section("Examples", command.examples.flatMap { ["# \($0.purpose)", $0.line] }))
        if !command.commands.isEmpty, path.count == 1 {
            sections.append("'\(name) help COMMAND' tells more about a command.")
        }
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private var own: [OptionSpec] { [.help] + (path.count == 1 ? [.version] : []) }

    private var arguments: [(String, String)] {
        command.arguments.map { ($0.name, $0.summary) } + (command.trailing.map { [($0.name, $0.summary)] } ?? [])
    }

    private var synopses: [String] {
        var lines: [String] = []
        if command.commands.isEmpty || !command.arguments.isEmpty {
            var words = [name]
            if !command.options.isEmpty { words.append("[OPTIONS]") }
            words += command.arguments.map(\.usage)
            if let trailing = command.trailing {
                words.append(trailing.isRequired ? "-- \(trailing.name)..." : "[-- \(trailing.name)...]")
            }
            lines.append(words.joined(separator: " "))
        }
        if !command.commands.isEmpty { lines.append("\(name) COMMAND ...") }
        return lines
    }

    /// `-t, --timeout DURATION`.
    static func spelling(_ option: OptionSpec) -> String {
        let short = option.short.map { "-\($0), " } ?? "    "
        return short + option.flag + (option.placeholder.map { " " + $0 } ?? "")
    }

    private func section(_ title: String, _ lines: [String]) -> String {
        lines.isEmpty ? "" : ([title + ":"] + lines.map { "  " + $0 }).joined(separator: "\n")
    }

    private func table(_ title: String, _ rows: [(String, String)]) -> String {
        // A long name gets a line for itself and does not push all the others to the right.
        let column = rows.map(\.0.count).filter { $0 <= 28 }.max() ?? 0
        return section(
            title,
            rows.flatMap { name, text -> [String] in
                var lines = text.wrapped(to: width - column - 4)
                guard name.count <= column else {
                    return [name] + lines.map { String(repeating: " ", count: column + 2) + $0 }
                }
                lines[0] = name.padded(to: column) + "  " + lines[0]
                return [lines[0]] + lines.dropFirst().map { String(repeating: " ", count: column + 2) + $0 }
            })
    }
}

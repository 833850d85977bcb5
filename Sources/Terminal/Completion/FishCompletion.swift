import ShellWords

/// Completion for fish.
struct FishCompletion {
    private let program: CommandSpec
    private let prefix: String

    init(_ program: CommandSpec) {
        self.program = program
        prefix = "__" + program.name.identifier
    }

    var script: String {
        let nodes = CompletionNode.all(of: program)
        return """
            # Completion of \(program.name) for fish, printed by '\(program.name) completion fish'.
            \(walker(nodes))
            complete -c \(program.name) -f
            \(nodes.flatMap(lines).joined(separator: "\n"))

            """
    }

    /// `PREFIX_at PATH [FROM [TO]]` is true within that command when so many arguments stand before the cursor.
    private func walker(_ nodes: [CompletionNode]) -> String {
        let paths = nodes.map(\.path.shellQuoted).joined(separator: " ")
        let valued = nodes.flatMap(\.options).filter(\.takesValue).flatMap(\.spellings)
        let options = valued.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return """
            function \(prefix)_at
                set -l path \(program.name.shellQuoted)
                set -l position 0
                set -l waiting 0
                set -l words (commandline -opc)
                for word in $words[2..-1]
                    if test $waiting = 1
                        set waiting 0
                    else if test "$word" = --
                        return 1
                    else if string match -q -- '-?*' "$word"
                        contains -- "$word" \(options.joined(separator: " ")); and set waiting 1
                    else if test $position = 0; and contains -- "$path $word" \(paths)
                        set path "$path $word"
                    else
                        set position (math $position + 1)
                    end
                end
                test "$path" = "$argv[1]"; or return 1
                test (count $argv) -lt 2; or test $position -ge $argv[2]; or return 1
                test (count $argv) -lt 3; or test $position -le $argv[3]
            end
            """
    }

    private func lines(_ node: CompletionNode) -> [String] {
        let options = node.options.map { option in
            line(
                at: node.path, "-l \(option.long)", option.short.map { "-s \($0)" }, value(option),
                "-d \(quoted(option.summary))")
        }
        let commands = node.command.commands.map { command in
            line(at: "\(node.path)", position: "0 0", "-a \(command.name)", "-d \(quoted(command.summary))")
        }
        let arguments = node.command.arguments.enumerated().compactMap { index, argument -> String? in
            guard let candidates = candidates(argument.hint) else { return nil }
            return line(
                at: node.path, position: argument.isRepeated ? "\(index)" : "\(index) \(index)", candidates)
        }
        return options + commands + arguments
    }

    private func line(at path: String, position: String = "", _ parts: String?...) -> String {
        let condition = "\(prefix)_at '\(path)'" + (position.isEmpty ? "" : " " + position)
        return (["complete -c \(program.name) -n \"\(condition)\""] + parts.compactMap { $0 }).joined(separator: " ")
    }

    private func value(_ option: OptionSpec) -> String? {
        guard option.takesValue else { return nil }
        if option.hint == .file { return "-r -F" }
        return "-x" + (candidates(option.hint).map { " " + $0 } ?? "")
    }

    private func candidates(_ hint: CompletionHint) -> String? {
        switch hint {
        case .none: nil
        case .file: "-F"
        case .directory: "-a '(__fish_complete_directories)'"
        case .words(let words): "-a " + quoted(words.joined(separator: " "))
        case .lines(let arguments):
            "-a " + quoted("(\(([program.name] + arguments).joined(separator: " ")) 2>/dev/null)")
        case .linesOrFile(let arguments): candidates(.lines(of: arguments)).map { "-F " + $0 }
        }
    }

    /// fish's single quotes know two escapes.
    private func quoted(_ text: String) -> String {
        "'" + text.reduce(into: "") { $0 += "'\\".contains($1) ? "\\\($1)" : String($1) } + "'"
    }
}

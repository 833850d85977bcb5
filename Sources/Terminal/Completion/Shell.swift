/// A shell that completion scripts are made for.
package enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The completion script for a program; it holds everything and reads no files.
    package func script(for program: CommandSpec) -> String {
        switch self {
        case .bash: BashCompletion(program).script
        case .zsh: ZshCompletion(program).script
        case .fish: FishCompletion(program).script
        }
    }

    /// What help says about where a script goes.
    static func advice(program: String) -> String {
        """
        For bash, put this into ~/.bashrc:

            source <(\(program) completion bash)

        For zsh, write the script as _\(program) into a directory of $fpath; for fish, as \
        ~/.config/fish/completions/\(program).fish.
        """
    }
}

/// A command with what may be typed after it; the tree of commands as a list.
struct CompletionNode {
    /// `mayfly run`.
    let path: String
    let command: CommandSpec
    /// With the options of the commands above it.
    let options: [OptionSpec]

    static func all(of program: CommandSpec) -> [CompletionNode] {
        nodes(ParsedLine(program))
    }

    private static func nodes(_ line: ParsedLine) -> [CompletionNode] {
        let path = line.path.map(\.name).joined(separator: " ")
        let node = CompletionNode(path: path, command: line.command, options: line.visibleOptions)
        return line.command.commands.reduce(into: [node]) { list, command in
            var below = line
            below.path.append(command)
            list += nodes(below)
        }
    }
}

extension OptionSpec {
    /// `--timeout` and `-t`.
    var spellings: [String] { [flag] + (short.map { ["-\($0)"] } ?? []) }
}

extension String {
    /// The name as part of a shell function's name.
    var identifier: String {
        String(map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}

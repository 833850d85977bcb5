import ShellWords

/// Completion for zsh, one function a command, by its `_arguments`.
struct ZshCompletion {
    private let program: CommandSpec

    init(_ program: CommandSpec) {
        self.program = program
    }

    var script: String {
        let functions = CompletionNode.all(of: program).map(function)
        let name = functionName(program.name)
        return """
            #compdef \(program.name)
            # Completion of \(program.name) for zsh, printed by '\(program.name) completion zsh'.

            \(functions.joined(separator: "\n"))
            # Sourced or loaded on first use: the second has to complete at once.
            if [[ $funcstack[1] == \(name) ]]; then
                \(name) "$@"
            else
                compdef \(name) \(program.name)
            fi

            """
    }

    private func functionName(_ path: String) -> String { "_" + path.identifier }

    private func function(_ node: CompletionNode) -> String {
        let commands = node.command.commands
        var specs = node.options.flatMap(option)
        if commands.isEmpty {
            specs += node.command.arguments.map { argument in
                let position = argument.isRepeated ? "*" : argument.isRequired ? "" : ":"
                return "\(position):\(escaped(argument.name)):\(action(argument.hint))".shellQuoted
            }
            // What comes after '--' runs in a guest: nothing of this host completes it.
            if let trailing = node.command.trailing { specs.append("*:\(escaped(trailing.name)): ".shellQuoted) }
        } else {
            specs += ["'1:command:->command'", "'*::argument:->argument'"]
        }
        let lines = specs.map { "        " + $0 }.joined(separator: " \\\n")
        return """
            \(functionName(node.path))() {
                local curcontext="$curcontext" state line
                typeset -A opt_args
                _arguments -C -s \\
            \(lines)
            \(commands.isEmpty ? "" : dispatch(node))}

            """
    }

    private func dispatch(_ node: CompletionNode) -> String {
        let names = node.command.commands.map { command in
            "            " + "\(command.name):\(escaped(command.summary))".shellQuoted
        }
        let cases = node.command.commands.map { command in
            "        \(command.name)) \(functionName("\(node.path) \(command.name)")) ;;"
        }
        return """
                case $state in
                command)
                    local -a commands=(
            \(names.joined(separator: "\n"))
                    )
                    _describe command commands
                    ;;
                argument)
                    case $words[1] in
            \(cases.joined(separator: "\n"))
                    esac
                    ;;
                esac

            """
    }

    private func option(_ option: OptionSpec) -> [String] {
        let others = option.isRepeatable ? "*" : "(\(option.spellings.joined(separator: " ")))"
        let value = option.placeholder.map { ":\(escaped($0)):\(action(option.hint))" } ?? ""
        return option.spellings.map { spelling in
            // '=' lets the value follow in the same word or in the next, '+' the same without it.
            let joint = !option.takesValue ? "" : spelling.hasPrefix("--") ? "=" : "+"
            return "\(others)\(spelling)\(joint)[\(escaped(option.summary))]\(value)".shellQuoted
        }
    }

    private func action(_ hint: CompletionHint) -> String {
        switch hint {
        case .none: " "
        case .file: "_files"
        case .directory: "_files -/"
        case .words(let words): "(\(words.joined(separator: " ")))"
        case .lines(let arguments):
            "{compadd -- ${(f)\"$(\(([program.name] + arguments).joined(separator: " ")) 2>/dev/null)\"}}"
        case .linesOrFile(let arguments):
            "{compadd -- ${(f)\"$(\(([program.name] + arguments).joined(separator: " ")) 2>/dev/null)\"}; _files}"
        }
    }

    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { $0 += "[]:\\".contains($1) ? "\\\($1)" : String($1) }
    }
}

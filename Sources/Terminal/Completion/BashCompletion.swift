import ShellWords

/// Completion for bash 4 and later, without the bash-completion package.
struct BashCompletion {
    private let program: CommandSpec
    private let function: String

    init(_ program: CommandSpec) {
        self.program = program
        function = "_" + program.name.identifier
    }

    var script: String {
        """
        # Completion of \(program.name) for bash, printed by '\(program.name) completion bash'.
        \(tables)
        \(walker)
        complete -F \(function) \(program.name)

        """
    }

    /// What is known about each command, as three functions of case statements.
    private var tables: String {
        let nodes = CompletionNode.all(of: program)
        let words = nodes.map { node in
            let commands = node.command.commands.map(\.name).joined(separator: " ")
            let options = node.options.flatMap(\.spellings).joined(separator: " ")
            return "    \(node.path.shellQuoted)) commands=\(commands.shellQuoted) options=\(options.shellQuoted) ;;"
        }
        let hints = nodes.flatMap { node -> [String] in
            let options = node.options.filter(\.takesValue).map { option in
                let patterns = option.spellings.map { "\(node.path) \($0)".shellQuoted }.joined(separator: " | ")
                return "    \(patterns)) hint=\(Self.hint(option.hint)) ;;"
            }
            let arguments = node.command.arguments.enumerated().map { index, argument in
                let isLast = argument.isRepeated
                let pattern = isLast ? "\(node.path) ".shellQuoted + "*" : "\(node.path) \(index)".shellQuoted
                return "    \(pattern)) hint=\(Self.hint(argument.hint)) ;;"
            }
            return options + arguments
        }
        return """
            \(function)_words() {
                case $1 in
            \(words.joined(separator: "\n"))
                *) return 1 ;;
                esac
            }

            # The hint for the value of an option or for the argument at a position; fails when there is none.
            \(function)_hint() {
                case "$1 $2" in
            \(hints.joined(separator: "\n"))
                *) return 1 ;;
                esac
            }

            """
    }

    private static func hint(_ hint: CompletionHint) -> String {
        switch hint {
        case .none: "'none'"
        case .file: "'file'"
        case .directory: "'directory'"
        case .words(let words): ("words " + words.joined(separator: " ")).shellQuoted
        case .lines(let arguments): ("lines " + arguments.joined(separator: " ")).shellQuoted
        case .linesOrFile(let arguments): ("linesOrFile " + arguments.joined(separator: " ")).shellQuoted
        }
    }

    /// bash splits words at '=' and ':' too, so `--env A=1` comes as four words.
    private var walker: String {
        """
        \(function)_offer() {
            local word
            for word in "$@"; do
                [[ $word == "$current"* ]] && COMPREPLY+=("$(printf '%q' "$word")")
            done
            return 0
        }

        \(function)() {
            local program=$1 current=${COMP_WORDS[COMP_CWORD]} path=\(program.name.shellQuoted)
            local commands='' options='' hint='' waiting='' word i position=0 joined=0 kind candidates
            COMPREPLY=()
            \(function)_words "$path"
            for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if [[ $word == [=:] ]]; then
                    [[ $waiting ]] || joined=1
                elif ((joined)); then
                    joined=0
                elif [[ $waiting ]]; then
                    waiting=''
                elif [[ $word == -- ]]; then
                    return 0
                elif [[ $word == -?* ]]; then
                    \(function)_hint "$path" "$word" && waiting=$word
                elif ((position == 0)) && \(function)_words "$path $word"; then
                    path+=" $word"
                else
                    position=$((position + 1))
                fi
            done
            [[ $current == [=:] ]] && current=''
            ((joined)) && return 0
            hint=''
            if [[ $waiting ]]; then
                \(function)_hint "$path" "$waiting"
            elif [[ $current == -* ]]; then
                hint="words $options"
            elif ((position == 0)) && [[ $commands ]]; then
                hint="words $commands"
            else
                \(function)_hint "$path" "$position"
            fi
            read -r kind candidates <<<"$hint"
            # The candidates are words without blanks: split on purpose.
            # shellcheck disable=SC2086
            case $kind in
            words) \(function)_offer $candidates ;;
            lines) mapfile -t candidates < <("$program" $candidates 2>/dev/null)
                \(function)_offer "${candidates[@]}" ;;
            linesOrFile) compopt -o filenames 2>/dev/null
                mapfile -t candidates < <("$program" $candidates 2>/dev/null)
                \(function)_offer "${candidates[@]}"
                mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current") ;;
            file) compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
            directory) compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
            esac
            return 0
        }

        """
    }
}

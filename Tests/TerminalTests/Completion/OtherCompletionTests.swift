import ShellWords
import Testing

@testable import Terminal

@Suite struct OtherCompletionTests {
    @Test("zsh reads its script", .enabled(if: ShellRun.isInstalled("zsh"), "zsh is not installed"))
    func zsh() {
        let script = Shell.zsh.script(for: ExampleProgram.program.spec)
        #expect(ShellRun.run(script, in: "zsh -n").output == "")
        let result = ShellRun.run(
            "autoload -U compinit\ncompinit -D -u\n\(script)\nprint -r -- ${_comps[fly]}", in: "zsh -f")
        #expect(result.output == "_fly\n")
    }

    @Test(
        "fish completes commands, options and their values",
        .enabled(if: ShellRun.isInstalled("fish"), "fish is not installed"),
        arguments: [
            ("fly ", "completion help ls network run stop"),
            ("fly network ", "inspect shell"),
            ("fly run --t", "--timeout"),
            ("fly ls --output ", "json text"),
            ("fly ls --output=", "--output=json --output=text"),
            ("fly --state /tmp ls -o ", "json text"),
            ("fly stop m-one ", "m-one m-two"),
            ("fly completion ", "bash fish zsh"),
            ("fly run f -- --k", ""),
        ])
    func fish(line: String, candidates: String) {
        let result = ShellRun.run(
            """
            function fly; printf 'm-one\\nm-two\\n'; end
            \(Shell.fish.script(for: ExampleProgram.program.spec))
            complete --do-complete \(line.shellQuoted)
            """, in: "fish --no-config")
        let found = result.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
        #expect(found.sorted() == candidates.split(separator: " ").map(String.init))
    }

    @Test("both scripts know every command and option")
    func complete() {
        for shell in [Shell.zsh, .fish] {
            let script = shell.script(for: ExampleProgram.program.spec)
            for node in CompletionNode.all(of: ExampleProgram.program.spec) {
                #expect(script.contains(node.command.name))
                for option in node.options { #expect(script.contains(option.long)) }
            }
        }
    }
}

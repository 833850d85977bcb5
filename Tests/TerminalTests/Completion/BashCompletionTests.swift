import ShellWords
import Testing

@testable import Terminal

@Suite struct BashCompletionTests {
    @Test(
        "bash completes commands, options and their values",
        arguments: [
            ("fly ^", "completion help ls network run stop"),
            ("fly r^", "run"),
            ("fly --s^", "--state"),
            ("fly network ^", "inspect shell"),
            ("fly run --t^", "--timeout"),
            ("fly run --^", "--copy-in --count --env --help --keep --state --timeout --verbose"),
            ("fly ls --output ^", "json text"),
            ("fly ls --output = ^", "json text"),
            ("fly ls --output = j^", "json"),
            ("fly ls -o t^", "text"),
            ("fly --state /tmp ls --output ^", "json text"),
            ("fly run --env A = 1 --ke^", "--keep"),
            ("fly run --copy-in a : b --ke^", "--keep"),
            ("fly run f -- --k^", ""),
            ("fly run --timeout ^", ""),
            ("fly stop m^", "m-one m-two"),
            ("fly stop m-one m-t^", "m-two"),
            ("fly completion ^", "bash fish zsh"),
            ("fly run /etc/host^", "/etc/host.conf /etc/hostname /etc/hosts"),
            ("fly run m-^", "m-one m-two"),
            ("fly --state /et^", "/etc"),
        ])
    func completes(line: String, candidates: String) {
        // Two machines that `fly ls --names` knows; the last word stands before the cursor.
        let words = line.dropLast().split(separator: " ", omittingEmptySubsequences: false).map { "\($0)".shellQuoted }
        let result = ShellRun.run(
            """
            set -u
            fly() { [[ $* == "ls --names" ]] && printf 'm-one\\nm-two\\n'; }
            \(Shell.bash.script(for: ExampleProgram.program.spec))
            COMP_WORDS=(\(words.joined(separator: " ")))
            COMP_CWORD=\(words.count - 1)
            _fly fly
            printf '%s\\n' "${COMPREPLY[@]}" | LC_ALL=C sort
            """, in: "bash --norc --noprofile")
        let expected = candidates.split(separator: " ").map(String.init)
        let found = result.output.split(separator: "\n").map(String.init)
        if candidates.hasPrefix("/etc/host") {
            #expect(Set(found).isSuperset(of: ["/etc/hostname", "/etc/hosts"]))
        } else {
            #expect(found == expected)
        }
    }

    @Test("a machine's name cannot run anything in the shell that completes it")
    func injection() {
        let result = ShellRun.run(
            """
            fly() { printf '$(touch /tmp/x)\\n'; }
            \(Shell.bash.script(for: ExampleProgram.program.spec))
            COMP_WORDS=(fly stop '')
            COMP_CWORD=2
            _fly fly
            printf '%s\\n' "${COMPREPLY[@]}"
            """, in: "bash --norc --noprofile")
        #expect(result.output == #"\$\(touch\ /tmp/x\)"# + "\n")
    }

    @Test("the script says nothing when it is sourced")
    func silent() {
        let script = Shell.bash.script(for: ExampleProgram.program.spec)
        let result = ShellRun.run("set -eu\n" + script, in: "bash --norc --noprofile")
        #expect(result.output == "")
        #expect(result.status == 0)
    }
}

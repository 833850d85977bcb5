import Terminal
import Testing

@Suite struct UsageErrorTests {
    @Test(
        "a wrong command line says what is wrong",
        arguments: [
            ("", "no command given; the commands are run, ls, stop, network, completion, help"),
            ("rnu", "unknown command 'rnu'; did you mean 'run'?"),
            ("banana", "unknown command 'banana'; the commands are run, ls, stop, network, completion, help"),
            ("network", "no command given; the commands are inspect, shell"),
            ("run f --tiemout 3s -- x", "unknown option '--tiemout'; did you mean '--timeout'?"),
            ("run f --banana -- x", "unknown option '--banana'"),
            ("run f -tsoon -- x", "-t: 'soon' is not a duration; write one such as 30s, 1m30s or 2h"),
            ("run f -timeout=3s -- x", "unknown option '-timeout'; did you mean '--timeout'?"),
            ("run f -keep -- x", "unknown option '-keep'; did you mean '--keep'?"),
            ("run f -kx -- x", "unknown option '-x'"),
            ("run f -x -- x", "unknown option '-x'"),
            ("run f --timeout", "--timeout needs a value (DURATION)"),
            ("run f -t -- x", "-t needs a value (DURATION)"),
            (
                "run f --timeout --keep -- x",
                "--timeout needs a value (DURATION); if '--keep' is it, write --timeout=--keep"
            ),
            ("run f --timeout=10 -- x", "--timeout: '10' has no unit; write 10s for seconds, or ms, m, h"),
            ("run f --keep=yes -- x", "--keep takes no value"),
            ("run f -k=yes -- x", "-k takes no value"),
            ("run f -t 1s --timeout 2s -- x", "--timeout is given twice; it has only one value"),
            ("run -- x", "no FIXTURE given"),
            ("run f", "no CMD given; write it after '--'"),
            ("run f --", "no CMD given; write it after '--'"),
            ("run f uname -a", "unexpected argument 'uname'; write '--' before the CMD"),
            ("stop", "no MACHINE given"),
            ("ls x", "unexpected argument 'x'"),
            ("ls -- x", "takes nothing after '--'"),
            ("ls --version", "unknown option '--version'"),
            ("help rum", "unknown command 'rum'; did you mean 'run'?"),
            ("completion tcsh", "SHELL: 'tcsh' is none of bash, zsh, fish"),
        ])
    func message(line: String, message: String) throws {
        let error = try #require(refusal(of: line))
        #expect(error.message == message)
    }

    @Test("an error ends with how to get help, and with the command's own exit code")
    func description() throws {
        let run = try #require(refusal(of: "run f --tiemout 3s"))
        #expect(
            run.description == "fly run: unknown option '--tiemout'; did you mean '--timeout'?\nTry 'fly run --help'.")
        #expect(run.exitCode == 125)
        #expect(run.code == .unknownOption)
        #expect(refusal(of: "ls x")?.exitCode == 2)
    }

    @Test("what was typed cannot command the terminal that shows the error")
    func escapes() throws {
        let error = try #require(refusal(of: "run f --timeout=\u{1b}[2J"))
        #expect(!error.description.contains("\u{1b}"))
        #expect(error.message.contains("'\\u{1b}[2J'"))
    }

    private func refusal(of line: String) -> UsageError? {
        let words = line.split(separator: " ").map(String.init)
        guard case .refuse(let error) = ExampleProgram.program.outcome(of: words) else { return nil }
        return error
    }
}

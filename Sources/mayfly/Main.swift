import Glibc
import Terminal

/// The `mayfly` command: reads its words, runs one command, exits with its status.
@main
struct Main {
    static func main() async {
        // A reader of ours that has gone is told by the write that fails, and passed on to the guest's command.
        signal(SIGPIPE, SIG_IGN)
        let words = Array(CommandLine.arguments.dropFirst())
        let width = TerminalStyle.current(of: STDOUT_FILENO, environment: environment).width
        switch Program(CommandTree.root, version: Version.text).outcome(of: words, width: width) {
        case .print(let text):
            Standard.output.write(text)
            exit(0)
        case .refuse(let error):
            Standard.error.write("\(error)\n")
            exit(error.exitCode)
        case .run(let invocation):
            let status = await CommandTree.run(invocation)
            // Threads that wait for input have nobody to wake them: the process ends here.
            exit(status)
        }
    }
}

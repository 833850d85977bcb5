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
            if let word = wordThatIsNoText() {
                Standard.error.write(
                    "mayfly \(invocation.command): the word '\(word.printable)' is not UTF-8, and would mean another file or "
                        + "command; lead a link with a name in UTF-8 to such a file\n")
                exit(CommandTree.usageExit(of: invocation))
            }
            let status = await CommandTree.run(invocation)
            // Threads that wait for input have nobody to wake them: the process ends here.
            exit(status)
        }
    }

    /// The first word whose bytes are no UTF-8, repaired: as a string it is not what was given.
    private static func wordThatIsNoText() -> String? {
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let bytes = CommandLine.unsafeArgv[index], String(validatingCString: bytes) == nil else { continue }
            return String(cString: bytes)
        }
        return nil
    }
}

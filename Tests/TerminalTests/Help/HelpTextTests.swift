import Terminal
import Testing

@Suite struct HelpTextTests {
    @Test("a command's page has everything its spec says")
    func command() throws {
        #expect(
            try page("run", "--help") == """
                Run a command in a new machine.

                Usage:
                  fly run [OPTIONS] FIXTURE -- CMD...

                The machine is made from the fixture and is gone afterwards, whatever happens.

                The command's streams are this program's own.

                Arguments:
                  FIXTURE  The fixture's file.
                  CMD      The command and its arguments, passed on as they are.

                Options:
                  -t, --timeout DURATION  Give up after this long.
                  -k, --keep              Leave the machine running.
                  -v, --verbose           Say more.
                  -e, --env KEY=VALUE     Set a variable in the guest; may be given again.
                      --copy-in SRC:DST   Copy into the guest first.
                      --count N           How many.
                  -h, --help              Show this help.

                Options of all commands:
                      --state DIR  Keep state in this directory.

                Exit codes:
                  0-122  The guest command's own.
                  125    It failed before the command ran.

                Examples:
                  # Print the guest's kernel.
                  fly run tiny.yaml -- uname -a

                """)
    }

    @Test("the program's page lists its commands")
    func program() throws {
        #expect(
            try page("--help") == """
                Machines for a day.

                Usage:
                  fly COMMAND ...

                Commands:
                  run         Run a command in a new machine
                  ls          List machines
                  stop        End machines
                  network     Look at networks
                  completion  Print a completion script for a shell
                  help        Tell about a command

                Options:
                      --state DIR  Keep state in this directory.
                  -h, --help       Show this help.
                      --version    Show the version.

                'fly help COMMAND' tells more about a command.

                """)
    }

    @Test("-h, --help and help lead to the same page, also in an unfinished command line")
    func ways() throws {
        let run = try page("run", "--help")
        #expect(try page("help", "run") == run)
        #expect(try page("run", "-kh", "--nonsense") == run)
        #expect(try page("network", "shell", "-h") == page("help", "network", "shell"))
        #expect(try page("help") == page("-h"))
    }

    @Test("long texts are wrapped under their column")
    func wrapped() throws {
        let lines = try page("run", "--help", width: 60).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 60 })
        #expect(lines.contains("                          be given again."))
    }

    @Test("--version names the program and its version")
    func version() throws {
        #expect(try page("--version") == "fly 1.2.3\n")
    }

    private func page(_ words: String..., width: Int = 80) throws -> String {
        guard case .print(let text) = ExampleProgram.program.outcome(of: words, width: width) else {
            throw ExampleProgram.Printed(text: "not printed: \(words)")
        }
        return text
    }
}

import Terminal
import Testing

@Suite struct CommandParserTests {
    @Test(
        "an option's value follows it or is attached",
        arguments: [
            ["--timeout", "90s"], ["--timeout=90s"], ["-t", "90s"], ["-t90s"], ["-t=90s"], ["-kt90s"], ["-kt", "90s"],
        ])
    func spellings(option: [String]) throws {
        let outcome = ExampleProgram.program.outcome(of: ["run"] + option + ["tiny.yaml", "--", "true"])
        guard case .run(let invocation) = outcome else {
            Issue.record("refused: \(outcome)")
            return
        }
        #expect(invocation[ExampleProgram.timeout] == .seconds(90))
        #expect(invocation[ExampleProgram.keep] == option[0].hasPrefix("-k"))
        #expect(invocation[ExampleProgram.fixture] == "tiny.yaml")
    }

    @Test("everything after '--' is passed on as it is")
    func trailing() throws {
        let invocation = try ExampleProgram.invocation("run", "tiny.yaml", "-v", "--", "sh", "--help", "--", "-k", "")
        #expect(invocation.trailing == ["sh", "--help", "--", "-k", ""])
        #expect(invocation[ExampleProgram.verbose])
        #expect(!invocation[ExampleProgram.keep])
        #expect(invocation.path == ["fly", "run"])
    }

    @Test("options may stand before, between and after the arguments, and above the command")
    func anywhere() throws {
        let invocation = try ExampleProgram.invocation(
            "--state", "/tmp/s", "run", "-e", "A=1", "tiny.yaml", "--env=B=2", "--copy-in", "a:b", "--", "true")
        #expect(invocation[ExampleProgram.state] == "/tmp/s")
        #expect(invocation[ExampleProgram.env] == [KeyValue(key: "A", value: "1"), KeyValue(key: "B", value: "2")])
        #expect(invocation[ExampleProgram.copy] == [CopyPair(source: "a", destination: "b")])
        #expect(invocation[ExampleProgram.timeout] == nil)
    }

    @Test("options of the program are understood after the command too")
    func inherited() throws {
        #expect(try ExampleProgram.invocation("ls", "--state=x")[ExampleProgram.state] == "x")
    }

    @Test("arguments may repeat or be left out")
    func arguments() throws {
        #expect(try ExampleProgram.invocation("stop", "a", "-", "b")[ExampleProgram.machines] == ["a", "-", "b"])
        #expect(try ExampleProgram.invocation("network", "inspect")[ExampleProgram.target] == nil)
        #expect(try ExampleProgram.invocation("network", "inspect", "x")[ExampleProgram.target] == "x")
    }

    @Test("an option that is not repeatable but a flag may be given again")
    func repeatedFlag() throws {
        #expect(try ExampleProgram.invocation("run", "-kk", "f", "--", "true")[ExampleProgram.keep])
    }

    @Test("a trailing command may be optional")
    func optionalTrailing() throws {
        #expect(try ExampleProgram.invocation("network", "shell", "m").trailing == nil)
        #expect(try ExampleProgram.invocation("network", "shell", "m", "--", "id").trailing == ["id"])
    }
}

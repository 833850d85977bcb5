import Machines
import Testing

extension ProviderContract {
    static let commands: [ContractCheck<Machine>] = [
        ContractCheck("a command's output and exit come back") { machine async throws in
            let result = try await machine.run("echo", "hello", "there").check()
            #expect(result.output == "hello there\n")
            #expect(result.termination == .exited(0))
        },
        ContractCheck("standard output and error stay apart, and a non-zero exit is a value") { machine async throws in
            let result = try await machine.shell("echo out; echo err >&2; exit 7")
            #expect(result.output == "out\n")
            #expect(result.errorOutput == "err\n")
            #expect(result.termination == .exited(7))
            let failure = #expect(throws: CommandFailure.self) { try result.check() }
            #expect(failure?.description.contains("exited with 7\n  | err") == true)
        },
        ContractCheck("input reaches the command, and its end does too") { machine async throws in
            let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
            let result = try await machine.run(Command("cat"), input: bytes)
            #expect(result.standardOutput == bytes)
            #expect(result.termination == .exited(0))
        },
        ContractCheck("a command without input reads its end at once") { machine async throws in
            #expect(try await machine.run("cat").standardOutput == [])
        },
        ContractCheck("a variable is set") { machine async throws in
            let command = Command("sh", ["-c", "echo \"$GREETING\""], environment: ["GREETING": "good day = $HOME"])
            #expect(try await machine.run(command).output == "good day = $HOME\n")
        },
        ContractCheck("a command runs where it is told to") { machine async throws in
            #expect(try await machine.run(Command("pwd", workingDirectory: "/tmp")).output == "/tmp\n")
        },
        ContractCheck("a command runs as whom it is told to") { machine async throws in
            #expect(try await machine.run("id", "-u").output == "0\n")
            #expect(try await machine.run(Command("id", ["-u"], user: "nobody")).output == "65534\n")
            #expect(try await machine.run(Command("id", ["-u"], user: "1234")).output == "1234\n")
        },
        ContractCheck("several commands run at once") { machine async throws in
            let outputs = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<8 { group.addTask { try await machine.run("echo", "\(number)").output } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(outputs == Set((0..<8).map { "\($0)\n" }))
        },
        ContractCheck("streams can be used while the command runs") { machine async throws in
            let lines = try await machine.withProcess(Command("cat", input: true)) { process async throws in
                var lines: [String] = []
                for word in ["one", "two"] {
                    try await process.write(Array("\(word)\n".utf8))
                    lines.append(String(decoding: try await process.readOutput(), as: UTF8.self))
                }
                try await process.closeInput()
                #expect(try await process.readOutput() == [])
                #expect(try await process.wait() == .exited(0))
                return lines
            }
            #expect(lines == ["one\n", "two\n"])
        },
    ]

    static let failures: [ContractCheck<Machine>] = [
        ContractCheck("a program that is not there is a shell's 127, and nothing ran") { machine async throws in
            for program in ["no-such-program", "/bin/no-such-program"] {
                let error = try await machineError { try await machine.run(program) }
                #expect(error.code == .commandNotStarted && error.guestStatus == 127 && error.execution == .neverRan)
                #expect(error.message.contains(program))
            }
        },
        ContractCheck("a file that cannot be executed is a shell's 126, and nothing ran") { machine async throws in
            let error = try await machineError { try await machine.run("/etc/passwd") }
            #expect(error.code == .commandNotStarted && error.guestStatus == 126 && error.execution == .neverRan)
            #expect(error.message.contains("/etc/passwd"))
        },
        ContractCheck("an unknown user or directory is named, and nothing ran") { machine async throws in
            let user = try await machineError { try await machine.run(Command("true", user: "mallory")) }
            #expect(user.code == .commandNotStarted && user.execution == .neverRan && user.message.contains("mallory"))
            let place = try await machineError { try await machine.run(Command("true", workingDirectory: "/no/where")) }
            #expect(
                place.code == .commandNotStarted && place.execution == .neverRan && place.message.contains("/no/where"))
        },
        ContractCheck("what cannot be an argument never leaves the host") { machine async throws in
            let error = try await machineError { try await machine.run("echo", "a\0b") }
            #expect(error.code == .invalidInput && error.execution == .neverRan)
        },
    ]
}

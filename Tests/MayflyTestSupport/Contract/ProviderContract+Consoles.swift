import Machines
import Testing

extension ProviderContract {
    static let consoles: [ContractCheck<ContractSubject>] = [
        ContractCheck("a line that has come already is found, and so is one that is still to come") {
            subject async throws in
            try await subject.withReady { machine async throws in
                try await machine.show("early bird")
                let early = try await machine.expect(console: "early bird")
                #expect(early.text == "early bird" && early.isComplete)
                #expect(try await machine.expect(console: "early bird") == early)

                async let late = machine.expect(console: .regex("late b[a-z]+d"), after: early)
                try await machine.show("late bird")
                let found = try await late
                #expect(found.text == "late bird" && found.number > early.number && found.time >= early.time)
                #expect(machine.console.history.map(\.text).contains("late bird"))
                let tail = await machine.console.tail(2)
                #expect(tail.contains("late bird"))
            }
        },
        ContractCheck("a line that nobody ends is found as it stands") { subject async throws in
            try await subject.withReady { machine async throws in
                _ = try await machine.shell("printf '\\nname please: ' > /dev/console").check()
                let prompt = try await machine.expect(console: "name please:")
                #expect(!prompt.isComplete)
                let rest = Task {
                    try await machine.expect(console: "please", after: prompt, within: .milliseconds(200))
                }
                _ = try await machine.shell("echo thanks > /dev/console").check()
                let error = try await machineError { try await rest.value }
                #expect(error.code == .timedOut, "the rest of the line is not a later one")
                #expect(try await machine.expect(console: "please: thanks").number == prompt.number)
            }
        },
        ContractCheck("a line that does not come in time is an error with the console's end") { subject async throws in
            try await subject.withReady { machine async throws in
                try await machine.show("something else")
                _ = try await machine.expect(console: "something else")
                let error = try await machineError {
                    try await machine.expect(console: "never printed", within: .milliseconds(50))
                }
                #expect(error.code == .timedOut && error.machine == machine.name)
                #expect(error.message.contains("never printed"))
                #expect(error.consoleTail.last == "something else")
                let invalid = try await machineError { try await machine.expect(console: .regex("([")) }
                #expect(invalid.code == .invalidInput)
            }
        },
        ContractCheck("a wait for a line can be cancelled") { subject async throws in
            try await subject.withReady { machine async throws in
                let waiting = Task { try await machine.expect(console: "never printed", within: .seconds(600)) }
                waiting.cancel()
                let error = try await machineError { try await waiting.value }
                #expect(error.code == .cancelled)
            }
        },
        ContractCheck("the console's lines come as they are printed, from the first, and end with the machine") {
            subject async throws in
            let lines = try await subject.withReady { machine async throws in
                try await machine.show("the last of it")
                _ = try await machine.expect(console: "the last of it")
                return machine.console.lines
            }
            var numbers: [Int] = []
            var texts: [String] = []
            for await line in lines {
                numbers.append(line.number)
                texts.append(line.text)
            }
            #expect(numbers == Array(0..<numbers.count))
            #expect(texts.contains("the last of it"))
        },
    ]
}

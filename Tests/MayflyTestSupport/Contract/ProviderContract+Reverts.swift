import Machines
import Testing

extension ProviderContract {
    /// Of machines that may be forked, and go back in time.
    package static let reverts: [ContractCheck<ContractSubject>] = [
        ContractCheck("a machine goes back to its mark as often as it is told to, and what ran in it since is over") {
            subject async throws in
            try await subject.withForkable { machine async throws in
                _ = try await machine.shell("echo before > /tmp/note").check()
                let mark = try await machine.checkpoint()
                for word in ["one", "two"] {
                    _ = try await machine.shell("echo \(word) > /tmp/note; echo new > /tmp/new").check()
                    let sleep = uniqueSleep()
                    let command = Task { try await machine.shell(sleep) }
                    #expect(try await eventually { try await machine.isRunning(sleep) })
                    try await machine.revert(to: mark)
                    let lost = try await machineError { try await command.value }
                    #expect(lost.code == .channelLost && lost.execution == .mayHaveRun)
                    #expect(await machine.state == .ready)
                    #expect(try await machine.run("cat", "/tmp/note").output == "before\n")
                    #expect(try await machine.run("cat", "/tmp/new").termination == .exited(1))
                    #expect(try await !machine.isRunning(sleep))
                }
            }
        },
        ContractCheck("an earlier mark and a later one are both there to go back to") { subject async throws in
            try await subject.withForkable { machine async throws in
                var marks: [Checkpoint] = []
                for word in ["one", "two"] {
                    _ = try await machine.shell("echo \(word) > /tmp/note").check()
                    marks.append(try await machine.checkpoint())
                }
                try await machine.revert(to: marks[0])
                #expect(try await machine.run("cat", "/tmp/note").output == "one\n")
                try await machine.revert(to: marks[1])
                #expect(try await machine.run("cat", "/tmp/note").output == "two\n")
            }
        },
        ContractCheck("a guest that has panicked is saved by going back") { subject async throws in
            try await subject.withForkable { machine async throws in
                _ = try await machine.shell("echo before > /tmp/note").check()
                let mark = try await machine.checkpoint()
                let trigger = Task { try await machine.shell("echo c > /proc/sysrq-trigger") }
                _ = try await machine.expect(console: "Kernel panic")
                try await machine.revert(to: mark)
                _ = await trigger.result
                #expect(try await machine.run("cat", "/tmp/note").output == "before\n")
                try await machine.show("back again")
                #expect(try await machine.expect(console: "back again").text == "back again")
            }
        },
        ContractCheck("a machine from the template goes back to it without a mark") { subject async throws in
            try await subject.withForkable { machine async throws in
                _ = try await machine.shell("echo here > /tmp/note").check()
                try await machine.revertToTemplate()
                #expect(await machine.state == .ready)
                #expect(try await machine.run("cat", "/tmp/note").termination == .exited(1))
            }
        },
        ContractCheck("a mark is of its own machine and no other, and is none once that is gone") {
            subject async throws in
            try await subject.withForks(1) { machine, forks async throws in
                let mark = try await machine.checkpoint()
                let foreign = try await machineError { try await forks[0].revert(to: mark) }
                #expect(foreign.code == .invalidInput && foreign.machine == forks[0].name)
                #expect(try await forks[0].run("cat", "/tmp/note").output == "before\n")
                await machine.delete()
                let late = try await machineError { try await machine.revert(to: mark) }
                #expect(late.code == .stopped)
            }
        },
    ]
}

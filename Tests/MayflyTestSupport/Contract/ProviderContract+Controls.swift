import Machines
import Testing

extension ProviderContract {
    static let controls: [ContractCheck<ContractSubject>] = [
        ContractCheck("a paused machine stands still until it goes on") { subject async throws in
            try await subject.withReady { machine async throws in
                try await machine.pause()
                #expect(await machine.state == .paused)
                try await machine.pause()
                let answer = Task { try await machine.run("echo", "awake").output }
                try await machine.unpause()
                #expect(await machine.state == .ready)
                #expect(try await answer.value == "awake\n")
                try await machine.unpause()
                try await machine.pause()
                try await machine.unpause()
                #expect(await machine.state == .ready)
                await machine.delete()
                let states = await machine.states.reduce(into: []) { $0.append($1) }
                #expect(states.suffix(6) == [.ready, .paused, .ready, .paused, .ready, .stopped(.ended)])
            }
        },
        ContractCheck("a reset guest starts again, and gets ready again") { subject async throws in
            try await subject.withReady { machine async throws in
                _ = try await machine.shell("echo before > /tmp/note").check()
                let command = Task { try await machine.run("sleep", "1000") }
                #expect(try await machine.run("cat", "/tmp/note").output == "before\n")
                try await machine.reset()
                #expect(await machine.state == .running)
                let lost = try await machineError { try await command.value }
                #expect(lost.code == .channelLost && lost.execution == .mayHaveRun)
                try await machine.waitUntilReady()
                #expect(await machine.state == .ready)
                #expect(try await machine.run("cat", "/tmp/note").termination == .exited(1))
                #expect(await machine.events.first { $0.kind == .rebooted } != nil)
            }
        },
        ContractCheck("a guest that restarts itself is reached again") { subject async throws in
            try await subject.withReady { machine async throws in
                _ = try await machine.shell("echo before > /tmp/note").check()
                let events = machine.events
                let reboot = Task { try await machine.run("reboot", "-f") }
                #expect(await events.first { $0.kind == .rebooted } != nil)
                let lost = try await machineError { try await reboot.value }
                #expect(lost.code == .channelLost && lost.execution == .mayHaveRun)
                try await machine.waitUntilReady()
                #expect(try await machine.run("cat", "/tmp/note").termination == .exited(1))
            }
        },
        ContractCheck("a reset saves a guest that has panicked") { subject async throws in
            try await subject.withReady { machine async throws in
                let trigger = Task { try await machine.shell("echo c > /proc/sysrq-trigger") }
                _ = try await machine.expect(console: "Kernel panic")
                try await machine.reset()
                _ = await trigger.result
                try await machine.waitUntilReady()
                try await machine.show("back again")
                #expect(try await machine.expect(console: "back again").text == "back again")
            }
        },
    ]
}

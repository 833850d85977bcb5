import Fixtures
import Machines
import Testing

extension ProviderContract {
    /// Far longer than a check may take: a wait that only its deadline ends fails the test by the suite's limit.
    private static let never = Duration.seconds(3600)

    static let guestEnds: [ContractCheck<ContractSubject>] = [
        ContractCheck("a panic ends a wait for the console at once, with the reason and the last lines") {
            subject async throws in
            try await subject.withReady { machine async throws in
                let waiting = Task { try await machine.expect(console: "never printed", within: never) }
                let trigger = Task { try await machine.shell("echo c > /proc/sysrq-trigger") }
                let error = try await machineError { try await waiting.value }
                #expect(error.code == .guestFailed && error.machine == machine.name)
                #expect(error.message.contains("panicked") && error.message.contains("never printed"))
                #expect(error.consoleTail.contains { $0.contains("Kernel panic - not syncing: sysrq triggered crash") })
                let later = try await machineError { try await machine.expect(console: "never printed", within: never) }
                #expect(later.code == .guestFailed)
                let ready = try await machineError { try await machine.waitUntilReady() }
                #expect(ready.code == .guestFailed)
                for await event in machine.events {
                    if case .guestFailed(let words) = event.kind {
                        #expect(words.contains("panicked"))
                        break
                    }
                }
                await machine.delete()
                let lost = try await machineError { try await trigger.value }
                #expect([.channelLost, .stopped].contains(lost.code) && lost.execution == .mayHaveRun)
            }
        },
        ContractCheck("a panic ends the wait for readiness at once, with the reason") { subject async throws in
            let fixture = subject.fixture(
                ready: subject.fixture.ready + [.console(ConsoleCondition(.text("never printed")))])
            try await subject.withCreated(fixture) { machine async throws in
                try await machine.start()
                let waiting = Task { try await machine.waitUntilReady() }
                let trigger = Task { try await machine.shell("echo c > /proc/sysrq-trigger") }
                let error = try await machineError { try await waiting.value }
                #expect(error.code == .guestFailed && error.message.contains("panicked"))
                #expect(error.message.contains("waited for: the console shows ‘never printed’"))
                #expect(error.consoleTail.contains { $0.contains("sysrq triggered crash") })
                await machine.delete()
                _ = await trigger.result
            }
        },
        ContractCheck("a guest that powers down ends every wait at once, and the machine says so") {
            subject async throws in
            try await subject.withReady { machine async throws in
                let console = Task { try await machine.expect(console: "never printed", within: never) }
                let command = Task { try await machine.run("sleep", "1000") }
                let stopping = Task { try await machine.waitUntilStopped() }
                let power = Task { try await machine.run("poweroff", "-f") }
                let unseen = try await machineError { try await console.value }
                #expect(unseen.code == .stopped)
                #expect(try await stopping.value == .guestShutDown)
                #expect(await machine.state == .stopped(.guestShutDown))
                let lost = try await machineError { try await command.value }
                #expect([.channelLost, .stopped].contains(lost.code) && lost.execution == .mayHaveRun)
                _ = await power.result
                let error = try await machineError { try await machine.run("true") }
                #expect(error.code == .stopped && error.execution == .neverRan && error.machine == machine.name)
                let ready = try await machineError { try await machine.waitUntilReady() }
                #expect(ready.code == .stopped)
                #expect(try await machine.waitUntilStopped() == .guestShutDown)
            }
        },
        ContractCheck("a machine shuts down when it is asked to") { subject async throws in
            try await subject.withReady { machine async throws in
                let reason = try await machine.shutDown(within: .seconds(60))
                #expect(reason == .guestShutDown)
            }
        },
    ]
}

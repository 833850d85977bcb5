import Fixtures
import Machines
import Testing

extension ProviderContract {
    static let deletions: [ContractCheck<ContractSubject>] = [
        ContractCheck("a deleted machine is gone when the call returns, however often it is asked for") {
            subject async throws in
            try await subject.withReady { machine async throws in
                #expect(await subject.leftovers(machine.id) != [])
                async let first: Void = machine.delete()
                async let second: Void = machine.delete()
                _ = await (first, second)
                #expect(await subject.leftovers(machine.id) == [])
                await machine.delete()
                #expect(await machine.state == .stopped(.ended))
                #expect(try await machine.waitUntilStopped() == .ended)
                #expect(try await subject.provider().machines().contains { $0.run == machine.id } == false)
                let error = try await machineError { try await subject.provider().machine(machine.id) }
                #expect(error.code == .notFound)
                let command = try await machineError { try await machine.run("true") }
                #expect(command.code == .stopped && command.execution == .neverRan)
            }
        },
        ContractCheck("a cancelled task deletes all the same") { subject async throws in
            try await subject.withReady { machine async throws in
                let task = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    #expect(Task.isCancelled)
                    await machine.delete()
                    #expect(await subject.leftovers(machine.id) == [])
                }
                await task.value
            }
        },
        ContractCheck("a machine can be deleted at any moment") { subject async throws in
            try await subject.withCreated { await $0.delete() }
            try await subject.withCreated { machine async throws in
                try await machine.start()
                await machine.delete()
                #expect(await subject.leftovers(machine.id) == [])
            }
            // A guest may be up as soon as it runs.
            let never = subject.fixture(
                ready: subject.fixture.ready + [.console(ConsoleCondition(.text("never printed")))])
            try await subject.withCreated(never) { machine async throws in
                try await machine.start()
                let waiting = Task { try await machine.waitUntilReady() }
                let starting = Task { try await machine.run("true") }
                await machine.delete()
                let unready = try await machineError { try await waiting.value }
                #expect(unready.code == .stopped)
                if case .failure(let error as MachineError) = await starting.result {
                    #expect([.stopped, .channelLost].contains(error.code))
                }
                #expect(await subject.leftovers(machine.id) == [])
            }
        },
        ContractCheck("a machine that is deleted while it starts leaves nothing") { subject async throws in
            try await subject.withCreated { machine async throws in
                let starting = Task { try await machine.start() }
                await machine.delete()
                _ = await starting.result
                await machine.delete()
                #expect(await subject.leftovers(machine.id) == [])
            }
        },
        ContractCheck("a deleted machine ends the commands that wait, which may have run") { subject async throws in
            try await subject.withReady { machine async throws in
                let command = Task { try await machine.run("sleep", "1000") }
                let line = Task { try await machine.expect(console: "never printed", within: .seconds(3600)) }
                #expect(try await machine.run("echo", "up").output == "up\n")
                await machine.delete()
                let lost = try await machineError { try await command.value }
                #expect([.channelLost, .stopped].contains(lost.code))
                let unseen = try await machineError { try await line.value }
                #expect(unseen.code == .stopped)
            }
        },
    ]
}

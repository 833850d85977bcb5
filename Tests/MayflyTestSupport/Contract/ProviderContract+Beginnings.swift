import Fixtures
import KubeVirt
import Lifecycle
import Machines
import Mayfly
import Offload
import Testing

extension ProviderContract {
    static let beginnings: [ContractCheck<ContractSubject>] = [
        ContractCheck("a machine passes through its states in order, and its events end with it") {
            subject async throws in
            var states: [MachineState] = []
            var times: [Duration] = []
            let events = try await subject.withReady { machine async throws in
                #expect(await machine.state == .ready)
                return machine.events
            }
            for await event in events {
                if case .state(let state) = event.kind { states.append(state) }
                times.append(event.time)
            }
            #expect(states == [.created, .starting, .running, .ready, .stopped(.ended)])
            #expect(times == times.sorted())
        },
        ContractCheck("before its start a machine is listed, and cannot be talked to") { subject async throws in
            try await subject.withCreated(options: MachineOptions(name: "unborn")) { machine async throws in
                #expect(await machine.state == .created)
                #expect(machine.name == "unborn")
                let error = try await machineError { try await machine.run("true") }
                #expect(error.code == .invalidInput && error.execution == .neverRan)
                let listed = try await subject.provider().machines().first { $0.run == machine.id }
                #expect(listed?.name == "unborn" && listed?.state == "created" && listed?.expiry == nil)
                let adoption = try await machineError { try await subject.provider().machine(machine.id) }
                #expect(adoption.code == .stopped)
            }
        },
        ContractCheck("a machine is started once") { subject async throws in
            try await subject.withReady { machine async throws in
                let error = try await machineError { try await machine.start() }
                #expect(error.code == .invalidInput && error.machine == machine.name)
                #expect(try await machine.run("echo", "still here").output == "still here\n")
            }
        },
        ContractCheck("a condition that does not hold in time is named, with the others and the console") {
            subject async throws in
            let never = ConsoleCondition(.text("never printed"), deadline: Deadline(.milliseconds(600)))
            let fixture = subject.fixture(ready: subject.fixture.ready + [.console(never)])
            try await subject.withCreated(fixture) { machine async throws in
                try await machine.start()
                let error = try await machineError { try await machine.waitUntilReady() }
                #expect(error.code == .notReady && error.execution == .neverRan && error.machine == machine.name)
                #expect(error.message.contains("missed: the console shows ‘never printed’"))
                #expect(error.message.contains(": \(subject.fixture.ready[0].summary)"))
                #expect(await machine.state == .running)
            }
        },
        ContractCheck("waiting for readiness can be cancelled") { subject async throws in
            let fixture = subject.fixture(ready: [.console(ConsoleCondition(.text("never printed")))])
            try await subject.withCreated(fixture) { machine async throws in
                try await machine.start()
                let waiting = Task { try await machine.waitUntilReady() }
                waiting.cancel()
                let error = try await machineError { try await waiting.value }
                #expect(error.code == .cancelled && error.machine == machine.name)
            }
        },
        ContractCheck("a fixture that is wrong is refused before anything is made") { subject async throws in
            var fixture = subject.fixture
            fixture.metadata.name = "Not A Name"
            let error = try await machineError {
                try await subject.provider().create(fixture, options: MachineOptions(), timeline: Timeline())
            }
            #expect(error.code == .invalidInput && error.message.contains("metadata.name"))
        },
        ContractCheck("withMachine hands over a ready machine, and its teardown hides neither value nor error") {
            subject async throws in
            struct Mine: Error {}
            let provider = try await subject.provider()
            let run = try await subject.slots.withPermit {
                try await withMachine(subject.fixture, on: provider) { machine async throws in
                    #expect(await machine.state == .ready)
                    return machine.id
                }
            }
            #expect(await subject.leftovers(run) == [])
            let failed = Latch<String>()
            await #expect(throws: Mine.self) {
                try await subject.slots.withPermit {
                    try await withMachine(subject.fixture, on: provider) { machine async throws in
                        failed.set(machine.id)
                        // Ended beneath the scope: ending it again must not become the error.
                        await machine.delete()
                        throw Mine()
                    }
                }
            }
            let other = try await failed.wait()
            #expect(await subject.leftovers(other) == [])
        },
        ContractCheck("withMachine ends the machine of a task that is cancelled, before it throws") {
            subject async throws in
            let provider = try await subject.provider()
            let ready = Latch<String>()
            let task = Task {
                try await subject.slots.withPermit {
                    try await withMachine(subject.fixture, on: provider) { machine async throws in
                        ready.set(machine.id)
                        _ = try await machine.run("sleep", "1000")
                    }
                }
            }
            let run = try await ready.wait()
            task.cancel()
            let error = try await machineError { try await task.value }
            #expect(error.code == .cancelled)
            #expect(await subject.leftovers(run) == [])
        },
    ]
}

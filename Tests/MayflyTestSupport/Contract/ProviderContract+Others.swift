import Machines
import Testing

extension ProviderContract {
    static let others: [ContractCheck<ContractSubject>] = [
        ContractCheck("a machine is listed and found by name and run id, by another provider too") {
            subject async throws in
            let name = "found-\(UInt16.random(in: 1000...9999))"
            try await subject.withReady(options: MachineOptions(name: name)) { machine async throws in
                let other = try await subject.provider()
                let summary = try await other.machines().first { $0.run == machine.id }
                #expect(summary?.name == name && summary?.state == "running" && summary?.owner != nil)
                for key in [name, machine.id] {
                    let found = try await other.machine(key)
                    #expect(found.id == machine.id && found.name == name)
                    #expect(try await found.run("echo", "by another").output == "by another\n")
                }
                // Both at once: neither takes the guest away from the other.
                #expect(try await machine.run("echo", "by me").output == "by me\n")
                let absent = try await machineError { try await other.machine("no-such-machine") }
                #expect(absent.code == .notFound && absent.message.contains("no-such-machine"))
            }
        },
        ContractCheck("two machines of one name are told apart by their run ids") { subject async throws in
            let options = MachineOptions(name: "twin-\(UInt16.random(in: 1000...9999))")
            let provider = try await subject.provider()
            try await subject.withCreated(options: options) { first in
                let second = try await provider.create(subject.fixture, options: options, timeline: Timeline())
                let error = try await machineError { try await provider.machine(first.name) }
                await second.delete()
                #expect(error.code == .invalidInput)
                #expect(error.message.contains(first.id) && error.message.contains(second.id))
            }
        },
        ContractCheck("a machine that was not made to be kept cannot be") { subject async throws in
            try await subject.withReady { machine async throws in
                let error = try await machineError { try await machine.keep(for: .seconds(60)) }
                #expect(error.code == .invalidInput && error.message.contains("mayBeKept"))
                #expect(try await machine.run("echo", "still mine").output == "still mine\n")
            }
        },
        ContractCheck("a kept machine is another's to use and to end") { subject async throws in
            try await subject.withReady(options: MachineOptions(mayBeKept: true)) { machine async throws in
                try await machine.keep(for: .seconds(600))
                let other = try await subject.provider()
                let summary = try await other.machines().first { $0.run == machine.id }
                #expect(summary?.owner == nil && summary?.expiry != nil)
                #expect(try await !other.collectGarbage().machines.contains(machine.id))
                let found = try await other.machine(machine.id)
                #expect(try await found.run("echo", "kept").output == "kept\n")
                // Whoever kept it may use it on, and hears of its end.
                #expect(try await machine.run("echo", "still").output == "still\n")
                await found.delete()
                let heard = try await machine.waitUntilStopped()
                #expect(heard == .ended)
                #expect(await subject.leftovers(machine.id) == [])
                #expect(try await found.waitUntilStopped() == .ended)
            }
        },
        ContractCheck("a kept machine can be asked to shut down by another") { subject async throws in
            try await subject.withReady(options: MachineOptions(mayBeKept: true)) { machine async throws in
                try await machine.keep(for: .seconds(600))
                let found = try await subject.provider().machine(machine.id)
                #expect(try await found.shutDown(within: .seconds(60)) == .guestShutDown)
                await found.delete()
                #expect(await subject.leftovers(machine.id) == [])
            }
        },
        ContractCheck("clearing away ends a kept machine whose time is up, and leaves a living owner's") {
            subject async throws in
            try await subject.withReady(options: MachineOptions(mayBeKept: true)) { machine async throws in
                let other = try await subject.provider()
                #expect(try await !other.collectGarbage().machines.contains(machine.id))
                #expect(try await machine.run("echo", "mine").output == "mine\n")
                try await machine.keep(for: .zero)
                let report = try await other.collectGarbage()
                #expect(report.machines.contains(machine.id) && report.failures == [])
                #expect(await subject.leftovers(machine.id) == [])
            }
        },
    ]
}

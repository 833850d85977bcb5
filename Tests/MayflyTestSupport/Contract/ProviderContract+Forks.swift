import Fixtures
import Machines
import Offload
import Testing

extension ProviderContract {
    /// Of machines that may be forked.
    package static let forks: [ContractCheck<ContractSubject>] = [
        ContractCheck("a fork is ready at once, knows what was before and nothing of its siblings") {
            subject async throws in
            try await subject.withForks(2) { machine, forks async throws in
                #expect(Set(forks.map(\.id) + [machine.id]).count == 3)
                for fork in forks {
                    #expect(await fork.state == .ready)
                    #expect(try await fork.run("cat", "/tmp/note").output == "before\n")
                }
                _ = try await machine.shell("echo original > /tmp/note").check()
                _ = try await forks[0].shell("echo first > /tmp/note").check()
                #expect(try await forks[1].run("cat", "/tmp/note").output == "before\n")
                #expect(try await forks[0].run("cat", "/tmp/note").output == "first\n")
                #expect(try await machine.run("cat", "/tmp/note").output == "original\n")
            }
        },
        ContractCheck("a machine goes on when it has been forked, with what runs in it") { subject async throws in
            try await subject.withForkable { machine async throws in
                var command = Command("cat", [])
                command.input = true
                let fork = try await machine.withProcess(command) { process in
                    try await process.write(Array("before\n".utf8))
                    #expect(try await process.readOutput() == Array("before\n".utf8))
                    let fork = try await machine.fork()
                    try await process.write(Array("after\n".utf8))
                    #expect(try await process.readOutput() == Array("after\n".utf8))
                    return fork
                }
                await fork.delete()
                #expect(await machine.state == .ready)
            }
        },
        ContractCheck("a fork can be forked") { subject async throws in
            try await subject.withForks(1) { machine, forks async throws in
                _ = try await forks[0].shell("echo child > /tmp/child").check()
                let grandchild = try await forks[0].fork()
                #expect(try await grandchild.run("cat", "/tmp/note", "/tmp/child").output == "before\nchild\n")
                await grandchild.delete()
                #expect(try await machine.run("cat", "/tmp/child").termination == .exited(1))
            }
        },
        ContractCheck("forks draw different random numbers") { subject async throws in
            try await subject.withForks(3) { machine, forks async throws in
                var drawn: Set<String> = []
                for machine in [machine] + forks {
                    drawn.insert(try await machine.run("cat", "/proc/sys/kernel/random/uuid").check().output)
                }
                #expect(drawn.count == 4)
            }
        },
        ContractCheck("deleting one leaves the others, the one that they were forked from too") {
            subject async throws in
            try await subject.withForks(2) { machine, forks async throws in
                await forks[0].delete()
                #expect(await subject.leftovers(forks[0].id) == [])
                #expect(try await machine.run("echo", "here").output == "here\n")
                await machine.delete()
                #expect(await subject.leftovers(machine.id) == [])
                #expect(try await forks[1].run("cat", "/tmp/note").output == "before\n")
                #expect(await forks[1].state == .ready)
            }
        },
        ContractCheck("machines from the template start alike, and one knows nothing of another") {
            subject async throws in
            let provider = try await subject.provider()
            try await subject.withForkable { first async throws in
                _ = try await first.shell("echo mine > /tmp/note").check()
                let second = try await provider.create(
                    subject.forkable, options: MachineOptions(origin: .template), timeline: Timeline())
                try await finishing {
                    try await second.start()
                    try await second.waitUntilReady()
                    #expect(try await second.run("cat", "/tmp/note").termination == .exited(1))
                } finally: {
                    await second.delete()
                }
                #expect(await subject.leftovers(second.id) == [])
                #expect(try await first.run("cat", "/tmp/note").output == "mine\n")
            }
        },
        ContractCheck("a ready machine that was paused for a while is ready when it goes on afresh") {
            subject async throws in
            try await subject.withForks(1) { _, forks async throws in
                try await forks[0].pause()
                #expect(await forks[0].state == .paused)
                try await forks[0].driver.resumeFresh()
                #expect(await forks[0].state == .ready)
                #expect(try await forks[0].run("cat", "/tmp/note").output == "before\n")
            }
        },
        ContractCheck("a machine whose fixture is not forkable refuses, and lives on") { subject async throws in
            try await subject.withReady { machine async throws in
                let fork = try await machineError { try await machine.fork() }
                let mark = try await machineError { try await machine.checkpoint() }
                let back = try await machineError { try await machine.revertToTemplate() }
                for error in [fork, mark, back] {
                    #expect(error.code == .unsupported && error.machine == machine.name)
                }
                for error in [fork, mark] { #expect(error.message.contains("forkable")) }
                #expect(try await machine.run("echo", "here").output == "here\n")
            }
        },
        ContractCheck("a machine from the template of a fixture that is not forkable is refused") {
            subject async throws in
            let error = try await machineError {
                try await subject.withReady(options: MachineOptions(origin: .template)) { _ in }
            }
            #expect(error.code == .unsupported && error.message.contains("forkable"))
        },
        ContractCheck("no forks are none") { subject async throws in
            try await subject.withForkable { machine async throws in
                let error = try await machineError { try await machine.fork(count: 0) }
                #expect(error.code == .invalidInput && error.machine == machine.name)
            }
        },
    ]
}

extension ContractSubject {
    /// The fixture, whose machines may be forked.
    var forkable: Fixture {
        var fixture = fixture
        fixture.forkable = true
        return fixture
    }

    /// A ready machine that may be forked.
    func withForkable<Value: Sendable>(_ body: (Machine) async throws -> Value) async throws -> Value {
        try await withCreated(forkable) { machine async throws in
            try await machine.start()
            try await machine.waitUntilReady()
            return try await body(machine)
        }
    }

    /// A ready machine with a note in it, and forks of it, which are gone without a trace when this returns.
    func withForks(_ count: Int, _ body: (Machine, [Machine]) async throws -> Void) async throws {
        try await withForkable { machine async throws in
            _ = try await machine.shell("echo before > /tmp/note").check()
            let forks = try await machine.fork(count: count)
            #expect(forks.count == count)
            try await finishing {
                try await body(machine, forks)
            } finally: {
                for fork in forks { await fork.delete() }
            }
            for fork in forks { #expect(await leftovers(fork.id) == []) }
        }
    }
}

import Fixtures
import Machines
import Offload
import Testing

extension ContractSubject {
    /// A machine that has not been started; gone without a trace when this returns.
    func withCreated<Value: Sendable>(
        _ fixture: Fixture? = nil, options: MachineOptions = MachineOptions(), _ body: (Machine) async throws -> Value
    ) async throws -> Value {
        try await slots.withPermit {
            let machine = try await provider().create(fixture ?? self.fixture, options: options, timeline: Timeline())
            let value = try await finishing {
                try await body(machine)
            } finally: {
                await machine.delete()
            }
            #expect(await leftovers(machine.id) == [])
            return value
        }
    }

    /// A machine that is ready.
    func withReady<Value: Sendable>(
        options: MachineOptions = MachineOptions(), _ body: (Machine) async throws -> Value
    ) async throws -> Value {
        try await withCreated(options: options) { machine async throws in
            try await machine.start()
            try await machine.waitUntilReady()
            return try await body(machine)
        }
    }

    /// The fixture with other conditions.
    func fixture(ready: [ReadyCondition]) -> Fixture {
        var fixture = fixture
        fixture.ready = ready
        return fixture
    }
}

/// The error that a body throws; a test that expects one fails without it.
func machineError<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async throws -> MachineError {
    do {
        _ = try await body()
    } catch let error as MachineError {
        return error
    }
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    throw MachineError(.internalFault, "nothing was thrown")
}

extension Machine {
    func shell(_ script: String) async throws -> CommandResult { try await run(.shell(script)) }

    /// Prints a line of its own on the console, whatever prompt is there.
    func show(_ line: String) async throws {
        _ = try await shell("echo > /dev/console; echo \(line) > /dev/console").check()
    }

    /// Whether a command line is among the guest's processes.
    func isRunning(_ line: String) async throws -> Bool { try await run("ps", "ax").output.contains(line) }
}

/// A sleep that no other check has: it can be looked for among a shared guest's processes.
func uniqueSleep() -> String { "sleep 1\(UInt32.random(in: 100_000...999_999))" }

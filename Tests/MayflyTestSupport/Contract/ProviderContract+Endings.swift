import Glibc
import Lifecycle
import Machines
import Offload
import Testing

extension ProviderContract {
    /// Runs a command with a child in the background, does something to it, and looks that nothing of it is left.
    private static func family(
        on machine: Machine,
        _ body: @Sendable (Command, _ running: @escaping @Sendable () async throws -> Void) async throws -> Void
    ) async throws {
        let (child, leader) = (uniqueSleep(), uniqueSleep())
        try await body(.shell("\(child) & \(leader)")) {
            let isThere = try await eventually {
                let (first, second) = (try await machine.isRunning(leader), try await machine.isRunning(child))
                return first && second
            }
            #expect(isThere)
        }
        #expect(try await !machine.isRunning(child))
        #expect(try await !machine.isRunning(leader))
    }

    static let endings: [ContractCheck<Machine>] = [
        ContractCheck("a signal ends a command, which says so") { machine async throws in
            let line = uniqueSleep().split(separator: " ").map(String.init)
            let termination = try await machine.withProcess(Command(line[0], [line[1]])) { process async throws in
                try await process.signal(SIGINT)
                return try await process.wait()
            }
            #expect(termination == .signaled(SIGINT))
            #expect(termination.shellStatus == 130)
        },
        ContractCheck("a deadline ends the whole process group, and the command may have run") { machine async throws in
            try await family(on: machine) { command, _ in
                let limit = Duration.milliseconds(400)
                let error = try await machineError { try await machine.run(command, within: limit) }
                #expect(error.code == .timedOut && error.execution == .mayHaveRun)
                #expect(error.message.contains("\(limit * machine.accelerator.deadlineScale)"))
            }
        },
        ContractCheck("cancelling the task ends the whole process group, and the command may have run") {
            machine async throws in
            try await family(on: machine) { command, running in
                let task = Task { try await machine.run(command) }
                try await running()
                task.cancel()
                let error = try await machineError { try await task.value }
                #expect(error.code == .cancelled && error.execution == .mayHaveRun)
            }
        },
        ContractCheck("a deadline that has not passed does not change what a cancellation says") {
            machine async throws in
            try await family(on: machine) { command, running in
                let task = Task { try await machine.run(command, within: .seconds(600)) }
                try await running()
                task.cancel()
                let error = try await machineError { try await task.value }
                #expect(error.code == .cancelled && error.execution == .mayHaveRun)
            }
        },
        ContractCheck("a command ends with the body that it was handed to") { machine async throws in
            try await family(on: machine) { command, running in
                try await machine.withProcess(command) { _ in try await running() }
            }
        },
        ContractCheck("a body's error comes through, and the command is ended") { machine async throws in
            struct Mine: Error {}
            try await family(on: machine) { command, running in
                await #expect(throws: Mine.self) {
                    try await machine.withProcess(command) { _ in
                        try await running()
                        throw Mine()
                    }
                }
            }
        },
        ContractCheck("ending a command that has ended does nothing") { machine async throws in
            try await machine.withProcess(Command("true")) { process async throws in
                let end = try await process.wait()
                await process.terminate()
                let same = try await process.wait()
                #expect(end == .exited(0) && same == end)
            }
        },
    ]
}

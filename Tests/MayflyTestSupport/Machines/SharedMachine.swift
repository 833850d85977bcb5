import LocalProvider
package import Machines
package import Testing

/// One tiny machine for all suites of a test process that only need a guest: `@Suite(.sharedMachine)`, then
/// `SharedMachine.current`. Booted by the first suite, gone with the last one that runs.
package struct SharedMachine: SuiteTrait, TestScoping {
    @TaskLocal private static var scoped: Machine?

    /// The machine of the suite that the calling test is in.
    package static var current: Machine {
        get throws {
            guard let scoped else { throw MissingTrait() }
            return scoped
        }
    }

    private struct MissingTrait: Error, CustomStringConvertible {
        let description = "the suite lacks the trait .sharedMachine"
    }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let machine = try await SharedMachineKeeper.shared.enter()
        do {
            try await Self.$scoped.withValue(machine) { try await function() }
        } catch {
            await SharedMachineKeeper.shared.leave()
            throw error
        }
        await SharedMachineKeeper.shared.leave()
    }
}

extension Trait where Self == SharedMachine {
    /// Gives the suite's tests a booted guest, which they share: they leave it as they found it.
    package static var sharedMachine: Self { SharedMachine() }
}

/// Counts who uses the machine.
private actor SharedMachineKeeper {
    static let shared = SharedMachineKeeper()

    private var users = 0
    private var booting: Task<Machine, any Error>?

    func enter() async throws -> Machine {
        users += 1
        let task =
            booting
            ?? Task {
                let provider = try await TestHost.provider()
                let machine = try await provider.create(
                    TestHost.tiny(), options: MachineOptions(name: "shared"), timeline: Timeline())
                do {
                    try await machine.start()
                    try await machine.waitUntilReady()
                } catch {
                    await machine.delete()
                    throw error
                }
                return machine
            }
        booting = task
        do {
            return try await task.value
        } catch {
            await leave()
            throw error
        }
    }

    func leave() async {
        users -= 1
        guard users == 0, let machine = booting else { return }
        booting = nil
        if case .success(let machine) = await machine.result { await machine.delete() }
    }
}

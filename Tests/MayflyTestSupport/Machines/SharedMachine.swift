import Fixtures
import LocalProvider
package import Machines
import Offload
package import Testing

/// One machine of a kind for all suites of a test process that only need a guest: `@Suite(.sharedMachine)`,
/// `.sharedDebian`, `.featuredDebian` or `.customizedDebian`, then `SharedMachine.current`. Booted by the first suite, gone with the last one that runs.
package struct SharedMachine: SuiteTrait, TestScoping {
    fileprivate let keeper: SharedMachineKeeper

    @TaskLocal private static var scoped: Machine?

    /// The machine of the suite that the calling test is in.
    package static var current: Machine {
        get throws {
            guard let scoped else { throw MissingTrait() }
            return scoped
        }
    }

    private struct MissingTrait: Error, CustomStringConvertible {
        let description =
            "the suite lacks the trait .sharedMachine, .sharedDebian, .featuredDebian or .customizedDebian"
    }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let machine = try await keeper.enter()
        do {
            try await Self.$scoped.withValue(machine) { try await function() }
        } catch {
            await keeper.leave()
            throw error
        }
        await keeper.leave()
    }
}

extension Trait where Self == SharedMachine {
    /// Gives the suite's tests a booted guest, which they share: they leave it as they found it.
    package static var sharedMachine: Self { SharedMachine(keeper: .tiny) }

    /// Gives the suite's tests the Debian of `SharedDebian`, which they share: they leave it as they found it.
    package static var sharedDebian: Self { SharedMachine(keeper: .debian) }

    /// Gives the suite's tests a Debian with one of everything that a VMI can ask for (featured-debian.yaml), which they
    /// share: they leave it as they found it.
    package static var featuredDebian: Self { SharedMachine(keeper: .featured) }

    /// Gives the suite's tests the Debian that has been changed by steps of most kinds (customized-debian.yaml), which they
    /// share: they leave it as they found it.
    package static var customizedDebian: Self { SharedMachine(keeper: .customized) }
}

/// Counts who uses the machine.
private actor SharedMachineKeeper {
    static let tiny = SharedMachineKeeper { (try TestHost.tiny(), "shared") }
    static let debian = SharedMachineKeeper { (try SharedDebian.fixture(), SharedDebian.name) }
    static let featured = SharedMachineKeeper {
        (try await FeaturedDebian.file().load(), "featured-debian")
    }
    static let customized = SharedMachineKeeper { (try TestHost.customizedDebian(), "customized-debian") }

    private let recipe: @Sendable () async throws -> (Fixture, name: String)
    private var users = 0
    private var booting: Task<Machine, any Error>?

    private init(_ recipe: @escaping @Sendable () async throws -> (Fixture, name: String)) { self.recipe = recipe }

    func enter() async throws -> Machine {
        users += 1
        let recipe = recipe
        let task =
            booting
            ?? Task {
                let (fixture, name) = try await recipe()
                // It has a slot while it boots, when it takes what a processor has.
                return try await TestHost.slots(for: fixture).withPermit {
                    let machine = try await TestHost.provider().create(
                        fixture, options: MachineOptions(name: name), timeline: Timeline())
                    do {
                        try await machine.start()
                        try await machine.waitUntilReady()
                    } catch {
                        await machine.delete()
                        throw error
                    }
                    return machine
                }
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

import Fixtures
import FoundationEssentials
package import Machines
import Mayfly
import Offload

/// What the tests of a process take their machines from: a pool for each fixture.
package actor TestPools {
    /// Those of the process; the package's own tests put others in their place.
    @TaskLocal package static var current = TestPools()

    private struct Key: Hashable {
        var fixture: Fixture
        var origin: MachineOrigin?
    }

    private let provider: (any MachineProvider)?
    private var fixtures: [FixtureReference: Result<Fixture, FixtureError>] = [:]
    private var pools: [Key: Pool] = [:]
    private var demands: [Key: Demand] = [:]
    /// A test that needs several takes them while no other such test does.
    private let several = AsyncSemaphore(1)

    package init(on provider: (any MachineProvider)? = nil) {
        self.provider = provider
    }

    /// Ends what lies ready.
    package func drain() async {
        for pool in pools.values { await pool.drain() }
        pools = [:]
        demands = [:]
    }

    /// Takes the machines that the traits ask for, runs the body with them, and ends them.
    func withMachines(
        _ traits: [MachineTrait], _ body: @Sendable ([String?: Machine]) async throws -> Void
    ) async throws {
        var wanted: [String?: MachineTrait] = [:]
        for trait in traits { wanted[trait.name] = trait }
        var machines: [String?: (key: Key, machine: Machine)] = [:]
        if wanted.count > 1 { try await several.acquire() }
        do {
            // In the order of the traits.
            for trait in traits where wanted[trait.name] == trait {
                machines[trait.name] = try await take(trait)
            }
        } catch {
            if wanted.count > 1 { several.release() }
            await end(Array(machines.values))
            throw error
        }
        if wanted.count > 1 { several.release() }
        let taken = Array(machines.values)
        try await finishing {
            try await body(machines.mapValues(\.machine))
        } finally: {
            await self.end(taken)
        }
    }

    private func take(_ trait: MachineTrait) async throws -> (key: Key, machine: Machine) {
        let fixture: Fixture
        do { fixture = try load(trait.reference) } catch {
            throw MachineError(.invalidInput, "no machine for this test: \(error)")
        }
        let key = Key(fixture: fixture, origin: trait.origin)
        let pool =
            pools[key] ?? Pool(fixture, ready: 0, options: MachineOptions(origin: trait.origin), on: provider)
        pools[key] = pool
        if let ready = demands[key, default: Self.noDemand].ask() { await pool.keep(ready) }
        do throws(MachineError) {
            let machine = try await pool.take()
            demands[key]?.answered(with: true)
            return (key, machine)
        } catch {
            demands[key]?.answered(with: false)
            var error = error
            error.message = "no machine for this test, of \(trait.reference): \(error.message)"
            throw error
        }
    }

    private static let noDemand = Demand(most: ProcessInfo.processInfo.activeProcessorCount)

    /// Files are read once a process.
    private func load(_ reference: FixtureReference) throws(FixtureError) -> Fixture {
        let known = fixtures[reference] ?? Result { () throws(FixtureError) in try reference.load() }
        fixtures[reference] = known
        return try known.get()
    }

    private func end(_ taken: [(key: Key, machine: Machine)]) async {
        for (key, machine) in taken {
            if await !machine.driver.isKept { await machine.delete() }
            demands[key]?.giveUp()
        }
    }
}

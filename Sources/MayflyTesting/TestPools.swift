import Fixtures
import FoundationEssentials
import Host
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

    /// A machine that a test has.
    private struct Taken: Sendable {
        let key: Key
        let machine: Machine
    }

    private let provider: (any MachineProvider)?
    /// What other processes with tests like these lock, too.
    private let lock: String?
    private var fixtures: [FixtureReference: Result<Fixture, FixtureError>] = [:]
    private var pools: [Key: Pool] = [:]
    private var demands: [Key: Demand] = [:]
    /// What machines begin with: made, or being made.
    private var preparations: [Key: Task<Void, any Error>] = [:]
    /// A test that needs several takes them while no other such test does.
    private let several = AsyncSemaphore(1)

    /// On a provider of one's own, `lock` is where processes take turns; they do not when nil.
    package init(on provider: (any MachineProvider)? = nil, lock: String? = nil) {
        self.provider = provider
        self.lock = lock
    }

    /// Ends what lies ready.
    package func drain() async {
        for pool in pools.values { await pool.drain() }
        pools = [:]
        demands = [:]
    }

    /// Takes the machines that the traits ask for, runs the body with them, and ends them.
    func withMachines(
        _ traits: [MachineTrait], on network: NetworkTrait? = nil,
        _ body: @Sendable (TakenMachines) async throws -> Void
    ) async throws {
        let taken = try await take(traits, on: network)
        try await finishing {
            try await body(taken)
        } finally: {
            await taken.end()
        }
    }

    /// Takes the machines that the traits ask for, in a network where there is a trait for it; who has them ends them.
    package func take(_ traits: [MachineTrait], on trait: NetworkTrait? = nil) async throws -> TakenMachines {
        var wanted: [String?: MachineTrait] = [:]
        for trait in traits { wanted[trait.name] = trait }
        // In the order of the traits.
        let ordered = traits.filter { wanted[$0.name]?.identity === $0.identity }.map { one in
            var one = one
            one.isNetworked = trait != nil
            return one
        }
        let machines: [String?: Taken]
        if ordered.count > 1 {
            try await prepare(ordered)
            machines = try await gathering { try await takeAll(ordered) }
        } else {
            machines = try await takeAll(ordered)
        }
        let taken = Array(machines.values)
        do {
            let network = try await connect(ordered, machines, trait)
            return TakenMachines(machines.mapValues(\.machine), network: network) {
                await network?.end()
                await self.end(taken)
            }
        } catch {
            await end(taken)
            throw error
        }
    }

    /// Puts machines into a network of their own, in the order of their traits.
    private func connect(
        _ traits: [MachineTrait], _ machines: [String?: Taken], _ trait: NetworkTrait?
    ) async throws -> Network? {
        guard let trait, !machines.isEmpty else { return nil }
        let network = try Network(trait.subnet, on: provider)
        do {
            try await network.join(
                traits.compactMap { one in
                    machines[one.name].map { (name: one.name ?? $0.key.fixture.name, machine: $0.machine) }
                })
        } catch {
            await network.end()
            throw error
        }
        return network
    }

    /// Has images and templates made before it is anybody's turn: nobody else shall wait for that.
    private func prepare(_ traits: [MachineTrait]) async throws {
        for trait in traits {
            let key = try key(of: trait)
            let task = preparation(of: key)
            do {
                try await joining(task)
            } catch {
                try Task.checkCancellation()
                // Who takes one is told so, if it still fails then and nothing else will do.
                if preparations[key] == task { preparations[key] = nil }
            }
        }
    }

    /// Once a process, unless it fails.
    private func preparation(of key: Key) -> Task<Void, any Error> {
        if let known = preparations[key] { return known }
        let own = provider
        let task = Task<Void, any Error> {
            let provider = if let own { own } else { try await Providers.shared.chosen() }
            let options = MachineOptions(origin: key.origin)
            try await provider.prepare(key.fixture, options: options, timeline: Timeline())
        }
        preparations[key] = task
        return task
    }

    /// Alone with taking several machines, in this process and among those of this user: of two that have one machine each
    /// and wait for another, none would ever go on.
    private func gathering<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await several.acquire()
        defer { several.release() }
        let lock = try await gatheringLock()
        defer { lock?.release() }
        return try await body()
    }

    private func gatheringLock() async throws -> FileLock? {
        var path = lock
        if path == nil, provider == nil {
            // Its directories are there once it is.
            _ = try await Providers.shared.local()
            path = HostDirectories.ofThisUser.runtime + "/several.lock"
        }
        guard let path else { return nil }
        do throws(SystemError) { return try await FileLock.waiting(for: path) } catch {
            if Task.isCancelled { throw CancellationError() }
            throw MachineError(.hostNotReady, "tests that want several machines cannot take turns", cause: error)
        }
    }

    /// All or none.
    private func takeAll(_ traits: [MachineTrait]) async throws -> [String?: Taken] {
        let keys = try traits.map { try key(of: $0) }
        // All are asked for before the first is made: a test's second machine is no test that comes later.
        let ready = keys.map { demands[$0, default: Self.noDemand].ask() }
        var machines: [String?: Taken] = [:]
        for (number, trait) in traits.enumerated() {
            do {
                machines[trait.name] = try await take(trait, keys[number], keeping: ready[number])
            } catch {
                for key in keys[(number + 1)...] { demands[key]?.answered(with: false) }
                await end(Array(machines.values))
                throw error
            }
        }
        return machines
    }

    private func take(_ trait: MachineTrait, _ key: Key, keeping ready: Int?) async throws -> Taken {
        let pool =
            pools[key] ?? Pool(key.fixture, ready: 0, options: MachineOptions(origin: key.origin), on: provider)
        pools[key] = pool
        if let ready { await pool.keep(ready) }
        do throws(MachineError) {
            let machine = try await pool.take()
            demands[key]?.answered(with: true)
            return Taken(key: key, machine: machine)
        } catch {
            demands[key]?.answered(with: false)
            var error = error
            error.message = "no machine for this test, of \(trait.reference): \(error.message)"
            throw error
        }
    }

    private static let noDemand = Demand(most: ProcessInfo.processInfo.activeProcessorCount)

    private func key(of trait: MachineTrait) throws(MachineError) -> Key {
        do throws(FixtureError) {
            let fixture = try load(trait.reference)
            return Key(fixture: trait.isNetworked ? fixture.networked() : fixture, origin: trait.origin)
        } catch {
            throw MachineError(.invalidInput, "no machine for this test: \(error)")
        }
    }

    /// Files are read once a process.
    private func load(_ reference: FixtureReference) throws(FixtureError) -> Fixture {
        let known = fixtures[reference] ?? Result { () throws(FixtureError) in try reference.load() }
        fixtures[reference] = known
        return try known.get()
    }

    private func end(_ taken: [Taken]) async {
        for one in taken {
            if await !one.machine.driver.isKept { await one.machine.delete() }
            demands[one.key]?.giveUp()
        }
    }
}

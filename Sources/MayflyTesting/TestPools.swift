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
        let ordered = traits.filter { wanted[$0.name]?.identity === $0.identity }
        let isNetworked = trait != nil
        let machines =
            ordered.count > 1
            ? try await gathering { try await takeAll(ordered, isNetworked) } : try await takeAll(ordered, isNetworked)
        let taken = Array(machines.values)
        do {
            let network = try await connect(ordered, machines, trait)
            return TakenMachines(machines: machines.mapValues(\.machine), network: network) {
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
    private func takeAll(_ traits: [MachineTrait], _ isNetworked: Bool) async throws -> [String?: Taken] {
        var machines: [String?: Taken] = [:]
        do {
            for trait in traits { machines[trait.name] = try await take(trait, isNetworked) }
        } catch {
            await end(Array(machines.values))
            throw error
        }
        return machines
    }

    private func take(_ trait: MachineTrait, _ isNetworked: Bool) async throws -> Taken {
        var fixture: Fixture
        do { fixture = try load(trait.reference) } catch {
            throw MachineError(.invalidInput, "no machine for this test: \(error)")
        }
        if isNetworked { fixture = fixture.networked() }
        let key = Key(fixture: fixture, origin: trait.origin)
        let pool =
            pools[key] ?? Pool(fixture, ready: 0, options: MachineOptions(origin: trait.origin), on: provider)
        pools[key] = pool
        if let ready = demands[key, default: Self.noDemand].ask() { await pool.keep(ready) }
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

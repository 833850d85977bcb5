import Machines

/// Where the tests of a suite, or the cases of a test, have machines together.
struct SharedScope: Sendable {
    private let traits: [MachineTrait]
    private let network: NetworkTrait?

    /// Those of the traits that no scope around this one has seen to: a suite within a suite has its traits too.
    init(of traits: [MachineTrait], on network: NetworkTrait? = nil) {
        self.network = network
        let known = TestMachines.scoped?.shared ?? []
        self.traits = traits.filter { $0.sharing == .shared && !known.contains(ObjectIdentifier($0.identity)) }
    }

    func provide(performing function: @concurrent @Sendable () async throws -> Void) async throws {
        // The first of the traits makes the machines of all.
        if traits.isEmpty { return try await function() }
        let outer = TestMachines.scoped ?? TestMachines()
        try await TestPools.current.withMachines(traits, on: network) { taken in
            var scope = outer
            for (name, machine) in taken.machines { scope.machines[name] = machine }
            scope.network = taken.network ?? scope.network
            scope.shared.formUnion(traits.map { ObjectIdentifier($0.identity) })
            try await TestMachines.$scoped.withValue(scope) { try await function() }
        }
    }
}

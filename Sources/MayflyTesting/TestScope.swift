import Machines
import Testing

/// Where one test, or one case of it, has its machines.
struct TestScope: Sendable {
    private let test: Test
    private let testCase: Test.Case?
    private let traits: [MachineTrait]
    private let network: NetworkTrait?

    init(of test: Test, _ testCase: Test.Case?, _ traits: [MachineTrait]) {
        self.test = test
        self.testCase = testCase
        network = test.network
        self.traits = traits.filter { $0.sharing == .fresh }
    }

    func provide(performing function: @escaping @concurrent @Sendable () async throws -> Void) async throws {
        var scope = TestMachines.scoped ?? TestMachines()
        // The first of a test's traits makes the machines of all: a test that held one and waited for the next could
        // wait for another one that does the same.
        if scope.test == test.id { return try await function() }
        let course = TestCourse(of: test, testCase)
        scope.test = test.id
        scope.course = course
        for machine in scope.machines.values {
            scope.consoleBegins[machine.id] = machine.console.history.last.map { $0.number + 1 }
        }
        let outer = scope
        do {
            try await TestPools.current.withMachines(traits, on: network) { taken in
                var scope = outer
                for (name, machine) in taken.machines { scope.machines[name] = machine }
                scope.network = taken.network ?? scope.network
                scope.machines = scope.machines.mapValues { $0.recording(in: course.commands) }
                let inner = scope
                try await course.run(with: inner.machines) {
                    try await TestMachines.$scoped.withValue(inner) { try await function() }
                }
            }
        } catch let error as MachineError {
            await course.explain(error)
            throw error
        }
    }
}

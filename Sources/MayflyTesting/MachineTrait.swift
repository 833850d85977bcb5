import Fixtures
import Machines
public import Testing

/// Gives each test, and each case of a parameterized one, a machine of its own: `@Test(.machine("debian-12"))`.
///
/// On a suite it does so for every test in it. The machine is a fork where the fixture is forkable, ready when the test
/// begins and gone when it ends, whatever else runs at the same time. Several machines have names; of two with the same
/// name the inner one counts, so that a test can have another machine than its suite's.
public struct MachineTrait: TestTrait, SuiteTrait, TestScoping, Hashable {
    let reference: FixtureReference
    /// Nil for the one that is just ``Machines/Machine/current``.
    let name: String?
    let origin: MachineOrigin?

    /// Every test of a suite has it.
    public var isRecursive: Bool { true }

    /// Makes the test's machines, runs the test with them, and ends them.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        // The first of a test's traits makes the machines of all: a test that held one and waited for the next could
        // wait for another one that does the same.
        if TestMachines.scoped?.test == test.id { return try await function() }
        let traits = test.traits.compactMap { $0 as? MachineTrait }
        try await TestPools.current.withMachines(traits.isEmpty ? [self] : traits) { machines in
            let scope = TestMachines(test: test.id, machines: machines)
            try await TestMachines.$scoped.withValue(scope) { try await function() }
        }
    }
}

extension Trait where Self == MachineTrait {
    /// A machine of this fixture for each test.
    ///
    /// - Parameters:
    ///   - fixture: The recipe.
    ///   - name: What ``Machines/Machine/named(_:)`` calls it, where a test has several.
    ///   - origin: A fork or a boot; as the fixture has it when nil.
    /// - Returns: The trait.
    public static func machine(_ fixture: Fixture, as name: String? = nil, from origin: MachineOrigin? = nil) -> Self {
        MachineTrait(reference: .fixture(fixture), name: name, origin: origin)
    }

    /// A machine of the fixture of this name for each test; it is looked for in the directories that
    /// `Fixture(named:)` tells.
    public static func machine(
        _ fixture: String, parameters: [String: ParameterValue] = [:], as name: String? = nil,
        from origin: MachineOrigin? = nil
    ) -> Self {
        MachineTrait(reference: .named(fixture, parameters: parameters), name: name, origin: origin)
    }

    /// A machine of the fixture in this file for each test; a relative path begins at the package.
    public static func machine(
        file path: String, parameters: [String: ParameterValue] = [:], as name: String? = nil,
        from origin: MachineOrigin? = nil
    ) -> Self {
        MachineTrait(reference: .file(path, parameters: parameters), name: name, origin: origin)
    }
}

import Fixtures
import Machines
public import Testing

/// Gives each test, and each case of a parameterized one, a machine of its own: `@Test(.machine("debian-12"))`.
///
/// On a suite it does so for every test in it; with ``MachineSharing/shared`` they have one together. The machine is a fork
/// where the fixture is forkable, ready when the test begins and gone when it ends, whatever else runs at the same time.
/// Several machines have names; of two with the same name the inner one counts, so that a test can have another machine
/// than its suite's.
public struct MachineTrait: TestTrait, SuiteTrait, TestScoping {
    /// Tells the trait of a suite from one that looks the same within it.
    final class Identity: Sendable {}

    let reference: FixtureReference
    /// Nil for the one that is just ``Machines/Machine/current``.
    let name: String?
    let origin: MachineOrigin?
    let sharing: MachineSharing
    /// Whether it joins a private network.
    var isNetworked = false
    let identity = Identity()

    /// Every test of a suite has it.
    public var isRecursive: Bool { true }

    /// A shared machine is that of the suite or of all cases; another one that of a case.
    public func scopeProvider(for test: Test, testCase: Test.Case?) -> MachineTrait? {
        testCase == nil && sharing == .fresh ? nil : self
    }

    /// Makes the machines of the suite or the test, runs it with them, and ends them.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let traits = test.traits.compactMap { $0 as? MachineTrait }
        if testCase == nil, sharing == .shared {
            try await SharedScope(of: traits, on: test.network).provide(performing: function)
        } else {
            let scope = TestScope(of: test, testCase, traits.isEmpty ? [self] : traits)
            // It runs in a task that a rule can cancel, and that ends before this does.
            try await withoutActuallyEscaping(function) { try await scope.provide(performing: $0) }
        }
    }
}

extension Trait where Self == MachineTrait {
    /// A machine of this fixture for each test.
    ///
    /// - Parameters:
    ///   - fixture: The recipe.
    ///   - sharing: Whether each test has one, or all have one together.
    ///   - name: What ``Machines/Machine/named(_:)`` calls it, where a test has several.
    ///   - origin: A fork or a boot; as the fixture has it when nil.
    /// - Returns: The trait.
    public static func machine(
        _ fixture: Fixture, _ sharing: MachineSharing = .fresh, as name: String? = nil,
        from origin: MachineOrigin? = nil
    ) -> Self {
        MachineTrait(reference: .fixture(fixture), name: name, origin: origin, sharing: sharing)
    }

    /// A machine of the fixture of this name for each test; it is looked for in the directories that
    /// `Fixture(named:)` tells.
    public static func machine(
        _ fixture: String, _ sharing: MachineSharing = .fresh, parameters: [String: ParameterValue] = [:],
        as name: String? = nil, from origin: MachineOrigin? = nil
    ) -> Self {
        MachineTrait(reference: .named(fixture, parameters: parameters), name: name, origin: origin, sharing: sharing)
    }

    /// A machine of the fixture in this file for each test; a relative path begins at the package.
    public static func machine(
        file path: String, _ sharing: MachineSharing = .fresh, parameters: [String: ParameterValue] = [:],
        as name: String? = nil, from origin: MachineOrigin? = nil
    ) -> Self {
        MachineTrait(reference: .file(path, parameters: parameters), name: name, origin: origin, sharing: sharing)
    }
}

import Machines
import MayflyTestSupport
import Testing

@testable import MayflyTesting

/// Has the machines of what is inside made on a fake host: the outermost trait of a suite.
struct FakeMachines: SuiteTrait, TestTrait, TestScoping {
    let pools: TestPools

    var isRecursive: Bool { true }

    /// A suite's shared machines are made around its tests.
    func scopeProvider(for test: Test, testCase: Test.Case?) -> FakeMachines? { self }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await TestPools.$current.withValue(pools) { try await function() }
    }
}

extension Trait where Self == FakeMachines {
    static func fakeMachines(on host: FakeHost) -> Self { FakeMachines(pools: TestPools(on: FakeProvider(on: host))) }
}

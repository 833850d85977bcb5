import Fixtures
import Machines
import MayflyTestSupport
import Testing

@testable import MayflyTesting

/// Runs a body as a test with that machine on a fake host, and returns its issues, which are none of the caller's.
func issues(
    of trait: MachineTrait = .machine(.fake()), on host: FakeHost = FakeHost(), writingTo directory: String? = nil,
    always: Bool = false,
    scope: (@Sendable (@escaping @Sendable () async throws -> Void) async throws -> Void)? = nil,
    _ body: @escaping @Sendable () async throws -> Void
) async throws -> [Issue] {
    let test = try #require(Test.current)
    let found = Shared<[Issue]>([])
    let dropping = IssueHandlingTrait.compactMapIssues { issue in
        found.change { $0.append(issue) }
        return nil
    }
    let settings = ArtifactSettings(directory: directory, always: always)
    try await dropping.provideScope(for: test, testCase: nil) {
        try await ArtifactSettings.$current.withValue(settings) {
            try await TestPools.$current.withValue(TestPools(on: FakeProvider(on: host))) {
                if let scope { return try await scope(body) }
                try await trait.provideScope(for: test, testCase: nil, performing: body)
            }
        }
    }
    return found.value
}

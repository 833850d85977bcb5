import FoundationEssentials
public import Testing

/// Skips a test where the host lacks what it needs, with the reason; never in silence where it is required.
///
/// `MAYFLY_REQUIRE=machines,kvm` turns the skip of what it lists into a failure: a CI that loses its tests must not pass.
public struct RequirementTrait: TestTrait, SuiteTrait {
    fileprivate let requirements: [Requirement]

    /// Every test of a suite has it.
    public var isRecursive: Bool { true }

    /// Skips the test, or fails it, where something is missing.
    public func prepare(for test: Test) async throws {
        for requirement in requirements {
            guard let reason = try await requirement.reasonToSkip() else { continue }
            let skip: any TestTrait = ConditionTrait.disabled(Comment(rawValue: reason))
            try await skip.prepare(for: test)
        }
    }

    package static func required(in text: String?) -> Set<String> {
        Set((text ?? "").split { $0 == "," || $0 == " " }.map(String.init))
    }
}

extension Requirement {
    private static let required = RequirementTrait.required(
        in: ProcessInfo.processInfo.environment["MAYFLY_REQUIRE"])

    /// Why a test that needs it does not run here; nil when it does. What `MAYFLY_REQUIRE` lists is an error instead.
    package func reasonToSkip() async throws(RequirementNotMet) -> String? {
        guard let reason = await obstacle() else { return nil }
        if isInsisted(on: Self.required) { throw RequirementNotMet(requirement: self, reason: reason) }
        return "needs \(self): \(reason)"
    }

    /// Whether such a list has it.
    package func isInsisted(on required: Set<String>) -> Bool { !insistence.isDisjoint(with: required) }
}

extension Trait where Self == RequirementTrait {
    /// Skips the test, or the tests of the suite, where the host lacks any of these; what `MAYFLY_REQUIRE` lists is a
    /// failure instead.
    ///
    /// - Parameter requirements: Each is tried once a process, by doing something with it.
    /// - Returns: The trait.
    public static func requires(_ requirements: Requirement...) -> Self {
        RequirementTrait(requirements: requirements)
    }
}

/// A requirement that `MAYFLY_REQUIRE` insists on is not met.
public struct RequirementNotMet: Error, CustomStringConvertible {
    /// What is missing.
    public let requirement: Requirement
    /// Why.
    public let reason: String

    /// Both, in a sentence.
    public var description: String { "MAYFLY_REQUIRE insists on \(requirement), but: \(reason)" }
}

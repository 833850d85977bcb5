import Host
package import Testing

/// Skips a test where the host lacks what it needs, with the reason; never in silence where it is required.
///
/// `MAYFLY_REQUIRE=machines,root` turns the skip of what it lists into a failure: a CI that loses its tests must not pass.
package struct RequirementTrait: TestTrait, SuiteTrait {
    fileprivate let requirements: [Requirement]

    package var isRecursive: Bool { true }

    package func prepare(for test: Test) async throws {
        for requirement in requirements {
            guard let reason = await requirement.obstacle() else { continue }
            if Self.required.contains(requirement.description) {
                throw RequirementNotMet(requirement: requirement, reason: reason)
            }
            let skip: any TestTrait = ConditionTrait.disabled("needs \(requirement): \(reason)")
            try await skip.prepare(for: test)
        }
    }

    private static let required = required(in: ProcessEnvironment.current["MAYFLY_REQUIRE"])

    package static func required(in text: String?) -> Set<String> {
        Set((text ?? "").split { $0 == "," || $0 == " " }.map(String.init))
    }
}

extension Trait where Self == RequirementTrait {
    package static func requires(_ requirements: Requirement...) -> Self {
        RequirementTrait(requirements: requirements)
    }
}

/// A requirement that `MAYFLY_REQUIRE` insists on.
package struct RequirementNotMet: Error, CustomStringConvertible {
    package let requirement: Requirement
    package let reason: String

    package var description: String {
        "MAYFLY_REQUIRE lists \(requirement), but: \(reason)"
    }
}

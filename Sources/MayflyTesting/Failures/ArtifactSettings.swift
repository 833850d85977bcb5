import FoundationEssentials

/// Where what explains failures is written to, besides the test's attachments.
package struct ArtifactSettings: Sendable, Hashable {
    /// `MAYFLY_ARTIFACTS`; nothing is written when nil.
    package var directory: String?
    /// `MAYFLY_ARTIFACTS_ALWAYS`: also of tests that pass.
    package var always: Bool

    package init(directory: String?, always: Bool) {
        self.directory = directory
        self.always = always
    }

    package init(environment: [String: String]) {
        directory = environment["MAYFLY_ARTIFACTS"].flatMap { $0.isEmpty ? nil : $0 }
        always = !["", "0"].contains(environment["MAYFLY_ARTIFACTS_ALWAYS"] ?? "")
    }

    /// Those of the process; the package's own tests put others in their place.
    @TaskLocal package static var current = ArtifactSettings(environment: ProcessInfo.processInfo.environment)
}

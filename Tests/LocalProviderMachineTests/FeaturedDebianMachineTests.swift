import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// Every feature of a VMI that a guest can see, seen by one guest that has them all: Tests/MayflyTestSupport/Machines/featured-debian.yaml.
@Suite(
    "A guest with one of everything sees", .requires(.machines, .distributions), .featuredDebian,
    .timeLimit(.minutes(30)))
struct FeaturedDebianMachineTests {
    /// What a shell's script writes in that guest.
    static func says(_ script: String) async throws -> String {
        try await SharedMachine.current.says(script)
    }
}

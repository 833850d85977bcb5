import Host
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// Everything that can be seen on one Debian as it is shipped; what its getting ready proves is in `SharedDebian`.
@Suite(
    "A Debian", .requires(.machines, .distributions), .sharedDebian,
    .timeLimit(.minutes(30)))
struct SharedDebianMachineTests {}

extension Machine {
    /// The machine as its back end has it.
    var local: LocalMachine {
        get throws { try #require((driver as? ForkableMachine)?.first) }
    }

    /// What a shell's script writes; it must succeed.
    func says(_ script: String) async throws -> String {
        try await run(.shell(script), within: .seconds(60)).check().output
    }
}

import Mayfly
import Terminal

/// A machine that runs, as an argument.
enum MachineArgument {
    static let one = Argument(
        "MACHINE", .text.named("MACHINE", hint: .lines(of: ["ls", "--names"])),
        "A machine's name or run id; see 'mayfly ls'.")

    static func find(_ invocation: Invocation) async throws -> Machine {
        try await Providers.shared.chosen().machine(invocation[one])
    }
}

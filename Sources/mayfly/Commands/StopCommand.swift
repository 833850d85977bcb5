import Mayfly
import Terminal

/// `mayfly stop`: ends machines.
enum StopCommand: RunnableCommand {
    static let machines = RepeatedArgument(
        "MACHINE", .text.named("MACHINE", hint: .lines(of: ["ls", "--names"])), "Names or run ids.", atLeastOne: true)
    static let gracefully = Flag("gracefully", short: "g", "Let the guest shut down first, within its grace period.")

    static let spec = CommandSpec(
        "stop", "End machines and remove what is theirs", options: [gracefully.spec], arguments: [machines.spec],
        exitCodes: [ExitCode("0", "They are gone."), ExitCode("1", "One was not found; those before it are gone.")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let provider = try await Providers.shared.chosen()
        for name in invocation[machines] {
            let machine = try await provider.machine(name)
            if invocation[gracefully] { _ = try await machine.shutDown() }
            await machine.delete()
        }
        return 0
    }
}

import Channels
import Machines

extension HelperChannel {
    /// Greets the guest's helper on a port, for as long as that takes: whoever waits has a deadline of its own.
    static func open(_ port: HelperPort) async throws(MachineError) -> HelperChannel {
        try await connect(over: port.stream, usedBefore: port.isUsed, within: .seconds(86_400 * 365))
    }
}

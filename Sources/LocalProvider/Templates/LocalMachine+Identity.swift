import Channels
import Machines

/// What makes a fork another machine than its template.
extension LocalMachine {
    /// Gives the guest an identity of its own; it is ready then, because its template was.
    func takeIdentity() async throws(MachineError) {
        let begun = ContinuousClock.now
        _ = try await channel(nil)
        timeline.record(.identity, from: begun)
        markReady()
    }
}

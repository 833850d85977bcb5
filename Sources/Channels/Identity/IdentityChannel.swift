package import Machines
package import Wire

/// A way into a guest by which it becomes another one than the machine that it was forked from.
package protocol IdentityChannel: GuestChannel {
    /// Gives the guest its identity and the host's time. What it could not do is in the report; only a guest that did
    /// none of it makes this throw. Each identity is for one machine.
    @discardableResult
    func become(_ identity: GuestIdentity) async throws(MachineError) -> IdentityReport
}

extension IdentityChannel {
    /// Sets the guest's clock to the host's, and has its random numbers begin anew: for a guest that was paused.
    @discardableResult
    package func setClock() async throws(MachineError) -> IdentityReport { try await become(.same()) }
}

extension GuestIdentity {
    /// As the guest is asked now; throws for what cannot be said.
    func requestNow() throws(MachineError) -> IdentityRequest {
        let request = request(clock: WallClock.nanoseconds)
        do { try request.validate() } catch { throw MachineError(.invalidInput, error.message) }
        return request
    }
}

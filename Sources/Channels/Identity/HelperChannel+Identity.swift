package import Machines
package import Wire

extension HelperChannel: IdentityChannel {
    package func become(_ identity: GuestIdentity) async throws(MachineError) -> IdentityReport {
        guard greeting.features.contains(.identity) else {
            throw MachineError(
                .unsupported,
                "the guest's helper (build \(greeting.buildID)) is too old to give a fork its identity: rebuild the "
                    + "guest's image with this Mayfly")
        }
        let stream = try session.open(.identity(identity.requestNow()))
        try await begin(stream, grace: .zero) { failure in
            if failure.stage == .request {
                return MachineError(
                    .unsupported,
                    "the guest's helper does not understand the identity (\(failure.reason)): rebuild the guest's image "
                        + "with this Mayfly")
            }
            return MachineError(.guestFailed, "the guest did not take its identity: \(failure.reason)")
        }
        var bytes: [UInt8] = []
        do {
            while case let part = try await stream.read(.output), !part.isEmpty { bytes += part }
        } catch let error as MachineError {
            throw error.mayHaveRun
        } catch {
            throw MachineError(.cancelled, "cancelled while the guest took its identity", execution: .mayHaveRun)
        }
        do { return try IdentityReport(payload: bytes) } catch { throw MachineError(.channelLost, error.message) }
    }
}

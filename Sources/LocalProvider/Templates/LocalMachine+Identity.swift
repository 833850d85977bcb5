import Channels
import KubeVirt
import Lifecycle
import Machines
import Offload
import SSH
import Wire

/// What makes a fork another machine than its template.
extension LocalMachine {
    /// Gives the guest an identity of its own; it is ready then, because its template was.
    func takeIdentity() async throws(MachineError) {
        guard let definition, case .fork(let template, let who) = definition.beginning else { return }
        let begun = ContinuousClock.now
        defer { timeline.record(.identity, from: begun) }
        let limit = Self.identityLimit * accelerator.deadlineScale
        do {
            let identity = try makeIdentity(template, who, definition.hostKey)
            let report = try await withDeadline(limit) {
                guard let channel = try await self.channel(nil) as? any IdentityChannel else {
                    throw MachineError(.unsupported, "its way in cannot give it an identity of its own")
                }
                return try await channel.become(identity)
            }
            try judge(report)
        } catch {
            throw MachineError.wrapping(error, .notReady, "the fork did not get an identity of its own").named(name)
        }
        try await credentialsSet()
        markReady()
    }

    /// A guest that was ready answers at once; under load it may take a while.
    private static let identityLimit = Duration.seconds(20)

    private func makeIdentity(_ template: Template, _ who: Succession, _ hostKey: SSHKeyPair?) throws -> GuestIdentity {
        if case .same = who { return .same() }
        let access = Access.load(from: path)
        return GuestIdentity(
            hostName: (vmi.spec.hostname ?? vmi.metadata.name).map { String($0.prefix(63)) },
            instanceID: access.map { _ in MachineSeed.instanceID(of: run) },
            hostKey: try hostKey ?? SSHKeyPair.generate(comment: "root@\(run)"),
            authorizedKeys: access.map { access in
                GuestIdentity.AuthorizedKeys(
                    user: access.user, removed: template.manifest.login.map { [$0] } ?? [], added: [access.publicKey])
            })
    }

    /// What a fork must not share with its twins has to be its own; a file that the guest does not have is nothing to share.
    private func judge(_ report: IdentityReport) throws(MachineError) {
        let must: Set<IdentityReport.Part> = [.entropy, .clock, .machineID, .hostKey, .authorizedKeys, .hostName]
        guard let failure = report.failures.first(where: { must.contains($0.part) }) else { return }
        var words = "\(failure.part)" + (failure.path.isEmpty ? "" : " (\(failure.path))")
        if case .failed(let number) = failure.outcome { words += ": error \(number)" }
        throw MachineError(
            .unsupported,
            "the guest could not make its own: \(words). With the guest helper in its image it can; or let it boot "
                + "(--cold, or `forkable: false`)")
    }
}

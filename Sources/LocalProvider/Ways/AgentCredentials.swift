import Channels
import Fixtures
import KubeVirt
import Machines
import Seeds

/// Keys and passwords that the guest agent sets once it answers.
struct AgentCredentials: Sendable {
    /// Public keys by user of the guest.
    private(set) var keys: [String: [String]] = [:]
    /// Passwords by user of the guest; never printed.
    private(set) var passwords: [String: [UInt8]] = [:]

    var isEmpty: Bool { keys.isEmpty && passwords.isEmpty }

    init(_ machine: VirtualMachineInstance, objects: CompanionObjects) throws(RefusedField) {
        let finder = ObjectFinder(objects: objects, namespace: machine.metadata.namespace)
        for (index, credential) in (machine.spec.accessCredentials ?? []).enumerated() {
            let field = "spec.accessCredentials[\(index)]"
            do throws(SeedError) {
                if let key = credential.sshPublicKey, let users = key.propagationMethod.qemuGuestAgent?.users {
                    let lines = try finder.keys(of: key.source.secret?.secretName ?? "")
                    for user in users { keys[user, default: []] += lines }
                }
                if let password = credential.userPassword, password.propagationMethod.qemuGuestAgent != nil {
                    // Each file of the secret is a user, and holds the password.
                    let files = try finder.secret(password.source.secret?.secretName, at: field)
                    for (user, bytes) in files { passwords[user] = bytes }
                }
            } catch {
                let kind = credential.sshPublicKey == nil ? "userPassword" : "sshPublicKey"
                throw RefusedField("\(field).\(kind).source.secret.secretName", error.message)
            }
        }
    }

    /// Sets all of them; the caller has the deadline.
    func set(by agent: AgentChannel) async throws(MachineError) {
        for (user, lines) in keys.sorted(by: { $0.key < $1.key }) { try await agent.authorize(lines, for: user) }
        for (user, password) in passwords.sorted(by: { $0.key < $1.key }) {
            try await agent.setPassword(password, of: user)
        }
    }
}

extension LocalMachine {
    /// Waits for the guest agent and gives it what access credentials say.
    func setCredentials(_ credentials: AgentCredentials) -> Task<Void, any Error> {
        Task {
            guard let agent = try await way(.agent) as? AgentChannel else { return }
            try await credentials.set(by: agent)
        }
    }
}

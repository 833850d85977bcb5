extension VirtualMachineInstanceSpec {
    /// Keys and passwords that come from secrets, and the one way that each takes into the guest.
    func accessCredentialCauses(at field: String) -> [StatusCause] {
        guard let accessCredentials else { return [] }
        let hasNoCloud = (volumes ?? []).contains { $0.cloudInitNoCloud != nil }
        let hasConfigDrive = (volumes ?? []).contains { $0.cloudInitConfigDrive != nil }
        var causes: [StatusCause] = []
        for (index, credential) in accessCredentials.enumerated() {
            let place = "\(field).accessCredentials[\(index)]"
            if let key = credential.sshPublicKey {
                causes += key.causes(at: place, hasNoCloud: hasNoCloud, hasConfigDrive: hasConfigDrive)
            }
            if let password = credential.userPassword {
                if password.source.secret == nil {
                    causes.append(
                        .invalid("\(place) must have exactly one source set", at: "\(place).userPassword.source"))
                }
                if password.propagationMethod.qemuGuestAgent == nil {
                    causes.append(
                        .invalid(
                            "\(place) must have exactly one propagationMethod set",
                            at: "\(place).userPassword.propagationMethod"))
                }
            }
            if (credential.sshPublicKey == nil) == (credential.userPassword == nil) {
                causes.append(.invalid("\(place) must have exactly one access credential type set", at: place))
            }
        }
        return causes
    }
}

extension VirtualMachineInstanceSpec.SSHPublicKeyAccessCredential {
    fileprivate func causes(at place: String, hasNoCloud: Bool, hasConfigDrive: Bool) -> [StatusCause] {
        let field = "\(place).sshPublicKey"
        let method = propagationMethod
        var causes: [StatusCause] = []
        for (name, isSet, hasVolume) in [
            ("noCloud", method.noCloud != nil, hasNoCloud), ("configDrive", method.configDrive != nil, hasConfigDrive),
        ] where isSet && !hasVolume {
            causes.append(
                .invalid(
                    "\(place) requires a \(name) volume to exist when the \(name) propagationMethod is in use.",
                    at: "\(field).propagationMethod"))
        }
        if let agent = method.qemuGuestAgent, agent.users.isEmpty {
            causes.append(
                .invalid(
                    "\(place) requires at least one user to be present in the users list",
                    at: "\(field).propagationMethod.qemuGuestAgent.users"))
        }
        if source.secret == nil {
            causes.append(.invalid("\(place) must have exactly one source set", at: "\(field).source"))
        }
        let methods = [method.noCloud != nil, method.configDrive != nil, method.qemuGuestAgent != nil].count { $0 }
        if methods != 1 {
            causes.append(
                .invalid("\(place) must have exactly one propagationMethod set", at: "\(field).propagationMethod"))
        }
        return causes
    }
}

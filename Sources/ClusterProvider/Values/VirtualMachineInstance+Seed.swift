import Base64
import KubeVirt
import Seeds

extension VirtualMachineInstance {
    /// Names of secrets with user data that the machine's own seed is made of.
    var userDataSecrets: [String] {
        (spec.volumes ?? []).compactMap { ($0.cloudInitNoCloud ?? $0.cloudInitConfigDrive)?.secretRef?.name }
    }

    /// Has the machine's seed, or one that is added, say who may log in and which host key the guest has. Gives the secrets
    /// that it names; none where the guest reads something else than cloud-init's, and nobody can log in by us.
    mutating func addSeed(_ place: BindingPlace) throws(SeedError) -> [Secret] {
        let names = ObjectNames(run: place.run)
        var volumes = spec.volumes ?? []
        let index: Int
        if let found = volumes.firstIndex(where: { $0.cloudInitNoCloud != nil || $0.cloudInitConfigDrive != nil }) {
            index = found
        } else {
            let name = volumes.contains { $0.name == "seed" } ? "mayfly-seed" : "seed"
            index = volumes.count
            volumes.append(.init(cloudInitNoCloud: .init(), name: name))
            let disk = DomainSpec.Disk(disk: .init(bus: .virtio), name: name)
            spec.domain.devices.disks = (spec.domain.devices.disks ?? []) + [disk]
        }
        let isNoCloud = volumes[index].cloudInitNoCloud != nil
        guard var source = volumes[index].cloudInitNoCloud ?? volumes[index].cloudInitConfigDrive else { return [] }
        let format: CloudInit.Format = isNoCloud ? .noCloud : .configDrive
        var own = try CloudInit(
            format: format, userData: source.userData, userDataBase64: source.userDataBase64, networkData: nil,
            networkDataBase64: nil
        ).userData
        if let name = source.secretRef?.name { own = place.userData[name] }
        let host = SeedIdentity.HostKey(
            type: "ed25519", privateText: place.hostKey, publicLine: place.access.hostKey)
        let identity = SeedIdentity(
            instanceID: place.run, hostname: spec.hostname ?? place.name, authorizedKeys: [place.access.publicKey],
            hostKeys: [host])
        let ours = VendorData.config(for: identity)
        guard let message = try SeedMessage.bytes(own: own, ours: ours, run: place.run) else { return [] }
        (source.userData, source.userDataBase64) = (nil, nil)
        source.secretRef = Core.LocalObjectReference(name: names.seed)
        if isNoCloud { volumes[index].cloudInitNoCloud = source } else { volumes[index].cloudInitConfigDrive = source }
        spec.volumes = volumes
        spec.accessCredentials = (spec.accessCredentials ?? []) + [.login(by: names.keys, isNoCloud: isNoCloud)]
        func secret(_ part: RunLabels.Part, _ name: String, _ data: [String: [UInt8]]) -> Secret {
            let labels = RunLabels.labels(part, process: place.process, run: place.run, machine: place.name)
            return Secret(
                metadata: ObjectMeta(labels: labels, name: name), data: data.mapValues { Base64.encode($0) })
        }
        return [
            secret(.seed, names.seed, ["userdata": message]),
            secret(.keys, names.keys, ["mayfly": Array(place.access.publicKey.utf8)]),
        ]
    }
}

extension VirtualMachineInstanceSpec.AccessCredential {
    fileprivate static func login(by secret: String, isNoCloud: Bool) -> Self {
        .init(
            sshPublicKey: .init(
                propagationMethod: .init(
                    configDrive: isNoCloud ? nil : .init(), noCloud: isNoCloud ? .init() : nil),
                source: .init(secret: .init(secretName: secret))))
    }
}

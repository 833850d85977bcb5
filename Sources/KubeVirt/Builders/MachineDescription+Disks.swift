extension MachineDescription {
    /// A disk with a volume of its name, and a name that no other has.
    private func disk(
        _ name: String, _ options: [DiskOption], _ fill: (inout VirtualMachineInstanceSpec.Volume) -> Void
    ) -> Self {
        changing { spec in
            let taken = (spec.volumes ?? []).map(\.name) + (spec.domain.devices.disks ?? []).map(\.name)
            var disk = DomainSpec.Disk(disk: DomainSpec.DiskTarget(), name: unused(name, among: taken))
            for option in options { option.change(&disk) }
            var volume = VirtualMachineInstanceSpec.Volume(name: disk.name)
            fill(&volume)
            spec.domain.devices.disks = (spec.domain.devices.disks ?? []) + [disk]
            spec.volumes = (spec.volumes ?? []) + [volume]
        }
    }

    /// A disk out of a container image, gone with the machine: volume `containerDisk`, named `containerdisk`.
    public func containerDisk(_ image: String, path: String? = nil, _ options: DiskOption...) -> Self {
        disk("containerdisk", options) { $0.containerDisk = .init(image: image, path: path) }
    }

    /// An empty disk, gone with the machine: volume `emptyDisk`, named `emptydisk`.
    public func emptyDisk(_ capacity: Quantity, _ options: DiskOption...) -> Self {
        disk("emptydisk", options) { $0.emptyDisk = .init(capacity: capacity) }
    }

    /// A disk in a file of the host: volume `hostDisk`, named `hostdisk`; made if there is none and a capacity is given.
    public func hostDisk(_ path: String, capacity: Quantity? = nil, _ options: DiskOption...) -> Self {
        disk("hostdisk", options) {
            $0.hostDisk = .init(capacity: capacity, path: path, type: capacity == nil ? "Disk" : "DiskOrCreate")
        }
    }

    /// A claim's disk: volume `persistentVolumeClaim`, named `pvcdisk`.
    public func claim(_ name: String, _ options: DiskOption...) -> Self {
        disk("pvcdisk", options) { $0.persistentVolumeClaim = .init(claimName: name) }
    }

    /// A claim's disk that is only read; what the guest writes is gone with the machine: volume `ephemeral`.
    public func ephemeralClaim(_ name: String, _ options: DiskOption...) -> Self {
        disk("ephemeraldisk", options) { $0.ephemeral = .init(persistentVolumeClaim: .init(claimName: name)) }
    }

    /// A disk that the importer fills: volume `dataVolume`, named `dvdisk`.
    public func dataVolume(_ name: String, _ options: DiskOption...) -> Self {
        disk("dvdisk", options) { $0.dataVolume = .init(name: name) }
    }

    /// A seed for cloud-init: volume `cloudInitNoCloud` or `cloudInitConfigDrive`, named `cloudinitdisk`.
    public func cloudInit(
        _ source: CloudInitKind = .noCloud, userData: String, networkData: String? = nil, _ options: DiskOption...
    ) -> Self {
        disk("cloudinitdisk", options) {
            source.put(.init(networkData: networkData, userData: userData), into: &$0)
        }
    }

    /// A seed for cloud-init whose user data is in a Secret: volume `cloudInitNoCloud` or `cloudInitConfigDrive`.
    public func cloudInit(_ source: CloudInitKind = .noCloud, secret: String, _ options: DiskOption...) -> Self {
        disk("cloudinitdisk", options) { source.put(.init(secretRef: .init(name: secret)), into: &$0) }
    }

    /// An answer file for Windows' setup out of a ConfigMap, in a CD-ROM drive: volume `sysprep`.
    public func sysprep(configMap: String, _ options: DiskOption...) -> Self {
        disk("sysprep", [.cdrom] + options) { $0.sysprep = .init(configMap: .init(name: configMap)) }
    }

    /// A disk with the files of a ConfigMap: volume `configMap`.
    public func configMap(_ name: String, _ options: DiskOption...) -> Self {
        disk("configmap", options) { $0.configMap = .init(name: name) }
    }

    /// A disk with the files of a Secret: volume `secret`.
    public func secret(_ name: String, _ options: DiskOption...) -> Self {
        disk("secret", options) { $0.secret = .init(secretName: name) }
    }

    /// A disk with a service account's token: volume `serviceAccount`.
    public func serviceAccount(_ name: String, _ options: DiskOption...) -> Self {
        disk("serviceaccount", options) { $0.serviceAccount = .init(serviceAccountName: name) }
    }

    /// A directory that the guest mounts by virtiofs, out of a claim: `domain.devices.filesystems` and a volume.
    public func share(claim: String, named name: String) -> Self {
        changing { spec in
            spec.domain.devices.filesystems =
                (spec.domain.devices.filesystems ?? []) + [.init(name: name, virtiofs: .init())]
            spec.volumes = (spec.volumes ?? []) + [.init(name: name, persistentVolumeClaim: .init(claimName: claim))]
        }
    }
}

/// How cloud-init finds its seed.
public enum CloudInitKind: Sendable, Hashable {
    /// A volume of the name `cidata`.
    case noCloud
    /// A volume of the name `config-2`, as OpenStack's.
    case configDrive

    fileprivate func put(
        _ source: VirtualMachineInstanceSpec.CloudInitSource, into volume: inout VirtualMachineInstanceSpec.Volume
    ) {
        switch self {
        case .noCloud: volume.cloudInitNoCloud = source
        case .configDrive: volume.cloudInitConfigDrive = source
        }
    }
}

/// The name, or with the first number from 2 that makes it another's.
func unused(_ name: String, among taken: [String]) -> String {
    guard taken.contains(name) else { return name }
    var number = 2
    while taken.contains("\(name)-\(number)") { number += 1 }
    return "\(name)-\(number)"
}

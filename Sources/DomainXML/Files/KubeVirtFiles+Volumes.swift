import KubeVirt

extension KubeVirtPath {
    /// The files of all volumes of a machine that a disk can show.
    static func volumes(of machine: VirtualMachineInstance, host: HostFacts) -> [String: VolumeFiles] {
        let states = VolumeStates(machine.status)
        var files: [String: VolumeFiles] = [:]
        for (index, volume) in (machine.spec.volumes ?? []).enumerated() {
            let isPlugged = states.isPlugged(volume.name) || host.pluggedVolumes.contains(volume.name)
            files[volume.name] =
                isPlugged ? plugged(volume, host) : file(of: volume, index: index, machine: machine, host: host)
        }
        return files
    }

    private static func file(
        of volume: VirtualMachineInstanceSpec.Volume, index: Int, machine: VirtualMachineInstance, host: HostFacts
    ) -> VolumeFiles? {
        let name = volume.name
        if volume.containerDisk != nil {
            let format = VolumeFiles.Format(host.disks[name]?.format ?? "")
            return overlay(name, on: .init(path: containerDisks + "/disk_\(index).img", format: format))
        }
        if volume.cloudInitNoCloud != nil || volume.cloudInitConfigDrive != nil {
            let seed = volume.cloudInitNoCloud == nil ? "configdrive.iso" : "noCloud.iso"
            let directory = [machine.metadata.namespace, machine.metadata.name].map { $0 ?? "" }.joined(separator: "/")
            return VolumeFiles(path: "/var/run/libvirt/cloud-init-dir/\(directory)/\(seed)", format: .raw)
        }
        if volume.sysprep != nil { return image("sysprep-disks/\(name).iso") }
        if let disk = volume.hostDisk {
            return tracked(name, .init(path: "\(disks)/\(name)/\(baseName(disk.path))", format: .raw), host)
        }
        if volume.persistentVolumeClaim != nil {
            return tracked(name, claim(name, isBlockDevice: host.blockClaims.contains(name)), host)
        }
        if volume.dataVolume != nil {
            return tracked(name, claim(name, isBlockDevice: host.blockDataVolumes.contains(name)), host)
        }
        if volume.ephemeral != nil {
            return overlay(name, on: claim(name, isBlockDevice: host.blockClaims.contains(name)))
        }
        if volume.emptyDisk != nil {
            return VolumeFiles(path: "/var/run/libvirt/empty-disks/\(name).qcow2", format: .qcow2, discards: true)
        }
        if volume.configMap != nil { return image("config-map-disks/\(name).iso") }
        if volume.secret != nil { return image("secret-disks/\(name).iso") }
        if volume.downwardAPI != nil { return image("downwardapi-disks/\(name).iso") }
        if volume.serviceAccount != nil { return image("service-account-disk/service-account.iso") }
        if volume.downwardMetrics != nil { return image("downwardapi-disks/vhostmd0") }
        return nil
    }

    private static let disks = privateDirectory + "/vmi-disks"

    private static func image(_ name: String) -> VolumeFiles {
        VolumeFiles(path: privateDirectory + "/" + name, format: .raw)
    }

    private static func overlay(_ name: String, on backing: VolumeFiles.Backing) -> VolumeFiles {
        VolumeFiles(
            path: "/var/run/libvirt/kubevirt-ephemeral-disk/\(name)/disk.qcow2", format: .qcow2, backing: backing,
            discards: true)
    }

    /// A claim's disk, by the volume's name.
    private static func claim(_ name: String, isBlockDevice: Bool) -> VolumeFiles.Backing {
        isBlockDevice
            ? .init(path: "/dev/" + name, format: .raw, isBlockDevice: true, name: name)
            : .init(path: "\(disks)/\(name)/disk.img", format: .raw)
    }

    /// A volume that was plugged in when its machine ran already. Any other source than a claim's cannot be.
    private static func plugged(_ volume: VirtualMachineInstanceSpec.Volume, _ host: HostFacts) -> VolumeFiles? {
        let isClaim = volume.hostDisk != nil || volume.persistentVolumeClaim != nil
        guard isClaim || volume.dataVolume != nil else { return nil }
        let blocks = isClaim ? host.blockClaims : host.blockDataVolumes
        let path = shared + "/hotplug-disks/" + volume.name
        let backing =
            blocks.contains(volume.name)
            ? VolumeFiles.Backing(path: path, format: .raw, isBlockDevice: true)
            : VolumeFiles.Backing(path: path + ".img", format: .raw)
        return tracked(volume.name, backing, host)
    }

    /// A volume as it is, or below the overlay that notes which blocks change.
    private static func tracked(_ name: String, _ data: VolumeFiles.Backing, _ host: HostFacts) -> VolumeFiles {
        guard let overlay = host.changeTracking[name] else {
            return VolumeFiles(
                path: data.path, format: data.format, isBlockDevice: data.isBlockDevice, name: data.name)
        }
        var store = data
        store.name = nil
        return VolumeFiles(path: overlay, format: .qcow2, name: data.name, dataStore: store)
    }
}

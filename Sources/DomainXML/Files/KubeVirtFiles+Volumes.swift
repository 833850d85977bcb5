import KubeVirt

extension KubeVirtPath {
    /// The files of all volumes of a machine that are known kinds.
    static func volumes(of machine: VirtualMachineInstance, host: HostFacts) -> [String: VolumeFiles] {
        var files: [String: VolumeFiles] = [:]
        for (index, volume) in (machine.spec.volumes ?? []).enumerated() {
            files[volume.name] = file(of: volume, index: index, machine: machine, host: host)
        }
        return files
    }

    /// Only what the types know today; the devices' half completes it.
    private static func file(
        of volume: VirtualMachineInstanceSpec.Volume, index: Int, machine: VirtualMachineInstance, host: HostFacts
    ) -> VolumeFiles? {
        if volume.containerDisk != nil {
            return VolumeFiles(
                path: "/var/run/libvirt/kubevirt-ephemeral-disk/\(volume.name)/disk.qcow2", format: .qcow2,
                backing: .init(
                    path: containerDisks + "/disk_\(index).img",
                    format: .init(host.disks[volume.name]?.format ?? "")), discards: true)
        }
        if volume.cloudInitNoCloud != nil || volume.cloudInitConfigDrive != nil {
            let name = volume.cloudInitNoCloud == nil ? "configdrive.iso" : "noCloud.iso"
            let directory = [machine.metadata.namespace, machine.metadata.name].map { $0 ?? "" }.joined(separator: "/")
            return VolumeFiles(path: "/var/run/libvirt/cloud-init-dir/\(directory)/\(name)", format: .raw)
        }
        if volume.emptyDisk != nil {
            return VolumeFiles(
                path: "/var/run/libvirt/empty-disks/\(volume.name).qcow2", format: .qcow2, discards: true)
        }
        return nil
    }
}

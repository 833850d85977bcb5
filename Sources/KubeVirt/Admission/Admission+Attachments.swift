extension VirtualMachineInstanceSpec {
    /// Whether each volume is shown by a disk or a file system; KubeVirt asks that of machines, not of templates.
    ///
    /// KubeVirt's paths say that volumes stand in the domain.
    func attachmentCauses(at field: String) -> [StatusCause] {
        guard let volumes, !volumes.isEmpty else { return [] }
        let disks = Set((domain.devices.disks ?? []).map(\.name))
        let filesystems = Set((domain.devices.filesystems ?? []).map(\.name))
        var causes: [StatusCause] = []
        for (index, volume) in volumes.enumerated() where volume.memoryDump == nil {
            let isDisk = disks.contains(volume.name)
            let isFilesystem = filesystems.contains(volume.name)
            if !isDisk, !isFilesystem {
                let field = "\(field).domain.volumes[\(index)].name"
                causes.append(.invalid("\(field) '\(volume.name)' not found.", at: field))
            }
            guard let path = volume.containerPath?.path else { continue }
            let field = "\(field).domain.volumes[\(index)]"
            if isDisk {
                causes.append(
                    .invalid(
                        "ContainerPath volume '\(volume.name)' must be mapped to a filesystem, not a disk", at: field)
                )
            }
            if !isFilesystem {
                causes.append(
                    .invalid(
                        "ContainerPath volume '\(volume.name)' must have a matching filesystem defined in "
                            + "spec.domain.devices.filesystems", at: field))
            }
            if let prefix = ["/var/run/kubevirt", "/var/run/libvirt"].first(where: { path.hasPrefix($0) }) {
                causes.append(
                    .invalid(
                        "ContainerPath volume '\(volume.name)' uses reserved path prefix '\(prefix)'",
                        at: field + ".containerPath.path"))
            }
        }
        return causes
    }
}

import KubeVirt

extension VirtualMachineInstanceSpec {
    func refuseVolumes(_ refusals: inout Refusals) {
        for (index, volume) in (volumes ?? []).enumerated() {
            let field = "volumes[\(index)]"
            if let secret = volume.containerDisk?.imagePullSecret, !secret.isEmpty {
                refusals.add(
                    field + ".containerDisk.imagePullSecret", "there are no secrets here; leave it out for this host")
            }
            // KubeVirt rounds down to MiB, and has no disk of none.
            if volume.emptyDisk.map({ $0.capacity < .mebibytes(1) }) ?? false {
                refusals.add(field + ".emptyDisk.capacity", "a disk of this host must hold something; write 1Gi or so")
            }
            for (kind, isSet) in [
                ("containerPath", volume.containerPath != nil), ("downwardMetrics", volume.downwardMetrics != nil),
                ("memoryDump", volume.memoryDump != nil),
            ] where isSet {
                refusals.add("\(field).\(kind)", "this host has nothing to show by it; use another kind of volume")
            }
        }
    }
}

extension DomainSpec {
    /// libvirt would not heed what it does not know.
    func refuseThreads(on host: SingleHost, _ refusals: inout Refusals) {
        guard ioThreadsPolicy == "supplementalPool", host.libvirt < 10_000_000 || host.qemu < 9_000_000 else { return }
        refusals.add(
            "domain.ioThreadsPolicy",
            "libvirt before 10.0 and QEMU before 9.0 cannot spread a disk over threads; use auto, or dedicatedIOThread of "
                + "a disk")
    }
}

extension DomainSpec.Devices {
    func refuseDisks(
        on host: SingleHost, volumes: [VirtualMachineInstanceSpec.Volume], _ refusals: inout Refusals
    ) {
        for (index, disk) in (disks ?? []).enumerated() {
            let field = "domain.devices.disks[\(index)]"
            if disk.lun != nil {
                refusals.add(
                    field + ".lun", "a logical unit is a block device of the host, and volumes here are files; use disk"
                )
            }
            if disk.cdrom?.bus == .virtio {
                refusals.add(field + ".cdrom.bus", "QEMU has no CD-ROM drive on virtio; say scsi")
            }
            if disk.shareable == true, volumes.first(where: { $0.name == disk.name })?.isOfOneMachine ?? true {
                refusals.add(
                    field + ".shareable",
                    "what this volume holds is one machine's own here; use a hostDisk or a claim, which can be shared, or "
                        + "leave it out")
            }
            if let tag = disk.tag, !tag.isEmpty {
                refusals.add(field + ".tag", "seeds do not tell tags here; leave it out for this host")
            }
            if disk.changedBlockTracking == true {
                refusals.add(
                    field + ".changedBlockTracking", "there are no backups here to track blocks for; leave it out")
            }
            disk.refuseSizes(at: field, on: host, &refusals)
            if disk.io == .native, let cache = disk.cache, cache.rawValue != "", cache != .none, cache != .directSync {
                refusals.add(field + ".io", "native needs a cache of none or directsync, not \(cache.rawValue)")
            }
        }
    }
}

extension DomainSpec.Disk {
    fileprivate func refuseSizes(at field: String, on host: SingleHost, _ refusals: inout Refusals) {
        if let match = blockSize?.matchVolume, match.enabled ?? true {
            refusals.add(field + ".blockSize.matchVolume", "files have no block size to match; use custom")
        }
        if blockSize?.custom?.discardGranularity != nil, host.libvirt < 11_006_000 {
            refusals.add(
                field + ".blockSize.custom.discardGranularity",
                "libvirt before 11.6 cannot tell QEMU; leave it out for this host")
        }
    }
}

extension VirtualMachineInstanceSpec.Volume {
    /// Whether what the volume holds is made for the machine and gone with it.
    fileprivate var isOfOneMachine: Bool {
        hostDisk == nil && persistentVolumeClaim == nil && dataVolume == nil
    }
}

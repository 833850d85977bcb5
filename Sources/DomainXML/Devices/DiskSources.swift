import KubeVirt

/// What is below a disk: how QEMU reads and writes it, and where it lies.
extension DomainConverter {
    func driver(
        _ disk: DomainSpec.Disk, _ volume: VirtualMachineInstanceSpec.Volume?, _ file: VolumeFiles?, at field: String
    ) throws(ConversionError) -> Element {
        let policy = disk.errorPolicy ?? .stop
        guard [.stop, .ignore, .report, .enospace].contains(policy) else {
            throw refusal(field + ".errorPolicy", "there is no policy ‘\(policy.rawValue)’; write stop or report")
        }
        // Without a file there is an empty drive.
        let format = file?.format.rawValue ?? "raw"
        // KubeVirt makes this driver anew, and forgets what the VMI says of it.
        if volume?.downwardMetrics != nil {
            return Element("driver", ["name": "qemu", "type": format, "error_policy": policy.rawValue])
        }
        let isVirtio = disk.hasTarget && disk.bus == .virtio
        let queues = spec.devices.blockMultiQueue == true && isVirtio ? max(1, processors) : nil
        return Element(
            "driver",
            [
                "name": "qemu", "type": format, "cache": try cache(disk, at: field), "error_policy": policy.rawValue,
                "io": disk.io?.rawValue.nonEmpty, "discard": discards(disk, volume, file) ? "unmap" : nil,
                "queues": queues.map { "\($0)" }, "iommu": isMemoryEncrypted && isVirtio ? "on" : nil,
            ])
    }

    /// A disk for several machines must not be cached. On a single host, neither must one that is written natively:
    /// a cluster's launcher sees to that when it has looked at the file.
    private func cache(_ disk: DomainSpec.Disk, at field: String) throws(ConversionError) -> String? {
        let cache = disk.cache?.rawValue.nonEmpty
        guard disk.disk != nil, disk.shareable == true else {
            let isNative = host.single != nil && disk.io == .native
            return cache ?? (isNative ? DomainSpec.DiskCache.none.rawValue : nil)
        }
        guard cache == nil || disk.cache == DomainSpec.DiskCache.none else {
            throw refusal(field + ".cache", "a shareable disk must have none")
        }
        return DomainSpec.DiskCache.none.rawValue
    }

    /// Whether what the guest discards is given back to the host at once. Always for what is gone with the machine; never
    /// for the data of a claim that is to keep all its space.
    private func discards(
        _ disk: DomainSpec.Disk, _ volume: VirtualMachineInstanceSpec.Volume?, _ file: VolumeFiles?
    ) -> Bool {
        guard let volume, let file else { return true }
        if file.discards || volume.containerDisk != nil || volume.ephemeral != nil || volume.emptyDisk != nil {
            return true
        }
        let keeps = host.preallocatedVolumes.contains(disk.name)
        let isPlugged = volumeStates.isPlugged(disk.name) || host.pluggedVolumes.contains(disk.name)
        let isClaim = volume.persistentVolumeClaim != nil || volume.dataVolume != nil || isPlugged
        return !keeps && (disk.disk != nil || disk.lun != nil || isClaim)
    }

    func source(_ disk: DomainSpec.Disk, _ file: VolumeFiles?) -> [Element] {
        var children: [Element] = []
        if disk.disk == nil, disk.lun?.reservation == true {
            children.append(
                Element(
                    "reservations", ["managed": "no", "migration": "yes"],
                    [Element("source", ["type": "unix", "path": KubeVirtPath.reservationSocket, "mode": "client"])]))
        }
        if let store = file?.dataStore {
            children.append(
                Element(
                    "dataStore", ["type": store.isBlockDevice ? "block" : "file"],
                    [Element("format", ["type": store.format.rawValue]), store.source]))
        }
        guard let file else { return children.isEmpty ? [] : [Element("source", children)] }
        return [
            Element(
                "source",
                [
                    file.isBlockDevice ? "dev" : "file": file.path, "name": file.name,
                ], children)
        ]
    }
}

extension VolumeFiles.Backing {
    var source: Element { Element("source", [isBlockDevice ? "dev" : "file": path, "name": name]) }

    var element: Element {
        Element(
            "backingStore", ["type": isBlockDevice ? "block" : "file"],
            [Element("format", ["type": format.rawValue]), source])
    }
}

import KubeVirt

extension VirtualMachineInstanceSpec {
    func refuseNetworks(_ refusals: inout Refusals) {
        for (index, interface) in (domain.devices.interfaces ?? []).enumerated() {
            interface.refuse(at: "domain.devices.interfaces[\(index)]", &refusals)
        }
        if domain.devices.networkInterfaceMultiqueue == true {
            refusals.add(
                "domain.devices.networkInterfaceMultiqueue",
                "user networking has one queue; leave it out for this host")
        }
        for (index, network) in (networks ?? []).enumerated() {
            let field = "networks[\(index)]"
            if network.multus != nil {
                refusals.add(field + ".multus", "there is no cluster here to define the network; use pod")
            }
            guard let pod = network.pod else { continue }
            if PodAddresses(pod) == nil {
                refusals.add(
                    field + ".pod.vmNetworkCIDR",
                    "‘\(pod.vmNetworkCIDR ?? "")’ must be an IPv4 network of /8 to /29, such as 10.0.2.0/24")
            }
            if let ipv6 = pod.vmIPv6NetworkCIDR, !ipv6.isEmpty {
                refusals.add(
                    field + ".pod.vmIPv6NetworkCIDR", "machines on this host have IPv4 only; leave it out for this host"
                )
            }
        }
    }

    func refuseVolumes(_ refusals: inout Refusals) {
        for (index, volume) in (volumes ?? []).enumerated() {
            let field = "volumes[\(index)]"
            if let secret = volume.containerDisk?.imagePullSecret, !secret.isEmpty {
                refusals.add(
                    field + ".containerDisk.imagePullSecret", "there are no secrets here; leave it out for this host")
            }
            if volume.emptyDisk.map({ $0.capacity <= .zero }) ?? false {
                refusals.add(field + ".emptyDisk.capacity", "a disk of this host must hold something; write 1Gi or so")
            }
            for (kind, isSet) in [
                ("containerPath", volume.containerPath != nil), ("downwardMetrics", volume.downwardMetrics != nil),
                ("memoryDump", volume.memoryDump != nil),
            ] where isSet {
                refusals.add("\(field).\(kind)", "this host has nothing to show by it; use another kind of volume")
            }
        }
        let names = Set((volumes ?? []).map(\.name))
        for (index, disk) in (domain.devices.disks ?? []).enumerated() where !names.contains(disk.name) {
            refusals.add(
                "domain.devices.disks[\(index)].name",
                "nothing can be put into an empty drive later on this host; add a volume ‘\(disk.name)’")
        }
    }
}

extension DomainSpec.Interface {
    fileprivate func refuse(at field: String, _ refusals: inout Refusals) {
        let bindings = [
            ("bridge", bridge != nil), ("passtBinding", passtBinding != nil), ("sriov", sriov != nil),
            ("binding", binding != nil),
        ]
        for (name, isSet) in bindings where isSet {
            refusals.add(
                "\(field).\(name)",
                "a machine on this host is connected by user networking; use masquerade, or set "
                    + "autoattachPodInterface to false and list no interface")
        }
        if masquerade == nil, !bindings.contains(where: \.1) {
            refusals.add(field, "the interface does not say how it is connected; use masquerade")
        }
        if state == "absent" {
            refusals.add(field + ".state", "nothing is unplugged here; leave the interface out")
        }
        if !(dhcpOptions?.ntpServers ?? []).isEmpty {
            refusals.add(field + ".dhcpOptions.ntpServers", "user networking cannot tell time servers; use cloud-init")
        }
        if !(dhcpOptions?.privateOptions ?? []).isEmpty {
            refusals.add(
                field + ".dhcpOptions.privateOptions", "user networking has no private options; use cloud-init")
        }
        if ports?.contains(where: { $0.port == 65536 }) ?? false {
            refusals.add(field + ".ports", "there is no port 65536")
        }
    }
}

extension DomainSpec.Devices {
    func refuseDisks(_ refusals: inout Refusals) {
        for (index, disk) in (disks ?? []).enumerated() {
            let field = "domain.devices.disks[\(index)]"
            if disk.lun != nil {
                refusals.add(field + ".lun", "no logical unit is passed through here; use disk")
            }
            if disk.cdrom?.bus == .virtio {
                refusals.add(field + ".cdrom.bus", "QEMU has no CD-ROM drive on virtio; say scsi")
            }
            if let tag = disk.tag, !tag.isEmpty {
                refusals.add(field + ".tag", "seeds do not tell tags here; leave it out for this host")
            }
            if let match = disk.blockSize?.matchVolume, match.enabled ?? true {
                refusals.add(field + ".blockSize.matchVolume", "files have no block size to match; use custom")
            }
            if disk.blockSize?.custom?.discardGranularity != nil {
                refusals.add(
                    field + ".blockSize.custom.discardGranularity",
                    "libvirt cannot tell QEMU; leave it out for this host")
            }
            if disk.io == .native, let cache = disk.cache, cache.rawValue != "", cache != .none, cache != .directSync {
                refusals.add(field + ".io", "native needs a cache of none or directsync, not \(cache.rawValue)")
            }
        }
    }
}

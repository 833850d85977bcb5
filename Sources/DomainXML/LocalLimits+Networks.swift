import KubeVirt

extension VirtualMachineInstance {
    /// Networks and interfaces that user networking, or a bridge of the host, cannot be.
    func refuseNetworks(on host: SingleHost, _ refusals: inout Refusals) {
        let policy = (try? Annotations(metadata))?.networkPolicy
        var hasPrivate = false
        for (index, interface) in (spec.domain.devices.interfaces ?? []).enumerated() where interface.state != "absent"
        {
            let field = "domain.devices.interfaces[\(index)]"
            guard spec.isPrivateNetwork(interface.name) else {
                interface.refuse(at: field, on: host, policy, &refusals)
                continue
            }
            if hasPrivate { refusals.add(field, "a machine has one card for a private network; leave this one out") }
            hasPrivate = true
            interface.refusePrivate(at: field, &refusals)
        }
        if spec.domain.devices.networkInterfaceMultiqueue == true {
            refusals.add(
                "domain.devices.networkInterfaceMultiqueue",
                "user networking has one queue; leave it out for this host")
        }
        for (index, network) in (spec.networks ?? []).enumerated() {
            network.refuse(at: "networks[\(index)]", &refusals)
        }
    }
}

extension VirtualMachineInstanceSpec.Network {
    fileprivate func refuse(at field: String, _ refusals: inout Refusals) {
        if let multus, multus.networkName != PrivateNetwork.name {
            refusals.add(
                field + ".multus",
                "there is no cluster here to define the network; use pod, or \(PrivateNetwork.name) for a network between "
                    + "machines")
        }
        if resourceClaim != nil {
            refusals.add(field + ".resourceClaim", "there is no cluster here to claim a network card; use pod")
        }
        guard let pod else { return }
        if PodAddresses(pod) == nil {
            refusals.add(
                field + ".pod.vmNetworkCIDR",
                "‘\(pod.vmNetworkCIDR ?? "")’ must be an IPv4 network of /8 to /29, such as 10.0.2.0/24")
        }
        if let ipv6 = pod.vmIPv6NetworkCIDR, !ipv6.isEmpty {
            refusals.add(
                field + ".pod.vmIPv6NetworkCIDR", "machines on this host have IPv4 only; leave it out for this host")
        }
    }
}

extension DomainSpec.Interface {
    fileprivate func refuse(at field: String, on host: SingleHost, _ policy: NetworkPolicy?, _ refusals: inout Refusals)
    {
        refuseBinding(at: field, on: host, policy, &refusals)
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
        if !(portRanges ?? []).isEmpty {
            refusals.add(field + ".portRanges", "ports are forwarded one by one on this host; list them in ports")
        }
        if model == "igb", host.libvirt < 9_003_000 || host.qemu < 8_000_000 {
            refusals.add(field + ".model", "libvirt knows igb from 9.3 on, and QEMU from 8.0 on; use e1000e or virtio")
        }
        if let tag, !tag.isEmpty {
            refusals.add(field + ".tag", "seeds do not tell tags here; leave it out for this host")
        }
    }

    private func refuseBinding(
        at field: String, on host: SingleHost, _ policy: NetworkPolicy?, _ refusals: inout Refusals
    ) {
        let userNetworking =
            "a machine on this host is connected by user networking; use masquerade, or set autoattachPodInterface to "
            + "false and list no interface"
        if bridge != nil {
            if host.bridge == nil {
                refusals.add(
                    field + ".bridge",
                    "qemu-bridge-helper puts no machine of this user on a bridge: that needs a bridge, ‘allow BRIDGE’ in "
                        + "/etc/qemu/bridge.conf and the helper's set-user-ID bit; or use masquerade")
            } else if policy != nil, policy != .outbound {
                refusals.add(field + ".bridge", "a bridge cannot be closed for one machine; use masquerade")
            } else if let dhcpOptions, dhcpOptions != .init() {
                refusals.add(
                    field + ".dhcpOptions",
                    "who answers on the bridge is not ours to tell; use masquerade, or cloud-init")
            }
        }
        if passtBinding != nil {
            refusals.add(
                field + ".passtBinding",
                "passt would take the guest's ports from the host, for all machines but one, and libvirt is often built "
                    + "without it; use masquerade, which gives the guest the same addresses")
        }
        for (name, isSet) in [("sriov", sriov != nil), ("binding", binding != nil)] where isSet {
            refusals.add("\(field).\(name)", userNetworking)
        }
        if masquerade == nil, bridge == nil, passtBinding == nil, sriov == nil, binding == nil {
            refusals.add(field, "the interface does not say how it is connected; use masquerade")
        }
    }
}

extension DomainSpec.Interface {
    /// What a card on a private network cannot have.
    fileprivate func refusePrivate(at field: String, _ refusals: inout Refusals) {
        if bridge == nil { refusals.add(field, "a card on a private network is bound by bridge; write bridge: {}") }
        if let model, !model.isEmpty, model != "virtio" {
            refusals.add(
                field + ".model", "a card on a private network gets its address as virtio cards can; use virtio")
        }
        if let dhcpOptions, dhcpOptions != .init() {
            refusals.add(field + ".dhcpOptions", "nobody answers DHCP on a private network; leave them out")
        }
        if !(ports ?? []).isEmpty || !(portRanges ?? []).isEmpty {
            refusals.add(field + ".ports", "a private network lets all ports through; list none")
        }
        if state == "down" {
            refusals.add(field + ".state", "the card is down until the machine joins a network; leave it out")
        }
        if let tag, !tag.isEmpty {
            refusals.add(field + ".tag", "seeds do not tell tags here; leave it out for this host")
        }
    }
}

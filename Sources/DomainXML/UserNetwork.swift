package import KubeVirt

/// A masqueraded interface as QEMU's user networking makes it, for forwarding ports to it.
///
/// IPv4 only, like a pod on a cluster without IPv6: QEMU cannot give a guest KubeVirt's IPv6 address.
package struct UserNetwork: Sendable, Hashable {
    /// The interface's name in the VMI.
    package var interface: String
    /// What QEMU's monitor calls it: `hostfwd_add NETDEV tcp:127.0.0.1:0-GUEST:22`.
    package var netdev: String
    package var addresses: PodAddresses
    package var policy: NetworkPolicy
}

extension DomainConverter {
    /// What QEMU's monitor calls the network of an interface of this name.
    package static func netdev(of interface: String) -> String { "net-" + interface }
}

extension VirtualMachineInstance {
    /// The machine's interfaces that have a device here, in their order.
    package var userNetworks: [UserNetwork] {
        let policy = (try? Annotations(metadata))?.networkPolicy ?? .outbound
        guard policy != .none else { return [] }
        return (spec.domain.devices.interfaces ?? []).compactMap { interface in
            let network = (spec.networks ?? []).last { $0.name == interface.name }
            guard interface.masquerade != nil, interface.state != "absent", let pod = network?.pod,
                let addresses = PodAddresses(pod)
            else {
                return nil
            }
            return UserNetwork(
                interface: interface.name, netdev: DomainConverter.netdev(of: interface.name), addresses: addresses,
                policy: policy)
        }
    }
}

/// Addresses as KubeVirt deals them out behind masquerade: gateway first, guest second.
package struct PodAddresses: Sendable, Hashable {
    package var network: IPv4Network
    package var gateway: IPv4Address { network.host(1) }
    package var guest: IPv4Address { network.host(2) }
    /// Where QEMU answers questions of DNS, by asking the host's server.
    package var nameServer: IPv4Address { network.host(3) }

    /// Nil when the network is no IPv4 one, or too small for the three addresses.
    package init?(_ pod: VirtualMachineInstanceSpec.PodNetwork) {
        let text = pod.vmNetworkCIDR ?? ""
        guard let network = IPv4Network(text.isEmpty ? "10.0.2.0/24" : text), 8...29 ~= network.prefix else {
            return nil
        }
        self.network = network
    }
}

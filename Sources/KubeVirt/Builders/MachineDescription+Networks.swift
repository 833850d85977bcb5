extension MachineDescription {
    /// An interface with a network of its name, and a name that no other has.
    private func interface(
        to network: String?, _ options: [InterfaceOption], _ bind: (inout DomainSpec.Interface) -> Void
    ) -> Self {
        changing { spec in
            let taken = (spec.networks ?? []).map(\.name)
            var interface = DomainSpec.Interface(name: unused(network == nil ? "default" : "net", among: taken))
            bind(&interface)
            for option in options { option.change(&interface) }
            let made = VirtualMachineInstanceSpec.Network(
                multus: network.map { .init(networkName: $0) }, name: interface.name,
                pod: network == nil ? .init() : nil)
            spec.domain.devices.interfaces = (spec.domain.devices.interfaces ?? []) + [interface]
            spec.networks = (spec.networks ?? []) + [made]
        }
    }

    /// An interface behind address translation, `masquerade`, on the pod's network.
    public func masquerade(_ options: InterfaceOption...) -> Self {
        interface(to: nil, options) { $0.masquerade = .init() }
    }

    /// An interface behind address translation of which these ports may be reached from outside.
    public func masquerade(ports first: DomainSpec.Port, _ more: DomainSpec.Port...) -> Self {
        masquerade(.with { $0.ports = [first] + more })
    }

    /// An interface by the passt program, `passtBinding`, on the pod's network.
    public func passt(_ options: InterfaceOption...) -> Self {
        interface(to: nil, options) { $0.passtBinding = .init() }
    }

    /// A bridged interface, `bridge`, on the pod's network or one that the cluster defines.
    public func bridge(to network: String? = nil, _ options: InterfaceOption...) -> Self {
        interface(to: network, options) { $0.bridge = .init() }
    }

    /// A function of the host's network card, `sriov`, on a network that the cluster defines.
    public func sriov(to network: String, _ options: InterfaceOption...) -> Self {
        interface(to: network, options) { $0.sriov = .init() }
    }
}

import KubeVirt

extension Fixture {
    /// The same recipe for machines that can join private networks: with a card for them, and with the driver for it where
    /// the image is an initramfs. What of this a fixture has already stays as it is.
    ///
    /// Its template is another one than that of machines without the card.
    public func networked() -> Fixture {
        var fixture = self
        fixture.template.spec.addPrivateInterface()
        if case .initramfs(var source) = fixture.image?.source, !source.modules.contains("virtio_net") {
            source.modules.append("virtio_net")
            fixture.image?.source = .initramfs(source)
        }
        return fixture
    }
}

extension VirtualMachineInstanceSpec {
    fileprivate mutating func addPrivateInterface() {
        var networks = networks ?? []
        var interfaces = domain.devices.interfaces ?? []
        if networks.contains(where: { $0.multus?.networkName == PrivateNetwork.name }) { return }
        if networks.isEmpty, interfaces.isEmpty, domain.devices.autoattachPodInterface ?? true {
            // What a machine gets that lists none, and would not get any more.
            networks.append(Network(name: "default", pod: PodNetwork()))
            interfaces.append(DomainSpec.Interface(masquerade: DomainSpec.InterfaceMasquerade(), name: "default"))
        }
        var name = "private"
        while networks.contains(where: { $0.name == name }) { name += "-net" }
        networks.append(Network(multus: MultusNetwork(networkName: PrivateNetwork.name), name: name))
        interfaces.append(DomainSpec.Interface(bridge: DomainSpec.InterfaceBridge(), name: name))
        self.networks = networks
        domain.devices.interfaces = interfaces
    }
}

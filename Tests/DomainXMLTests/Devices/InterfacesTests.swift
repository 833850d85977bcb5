import DomainXML
import KubeVirt
import Testing

struct InterfacesTests {
    /// A machine with one interface, on a tap unless the change says otherwise.
    private func node(
        _ interface: DomainSpec.Interface, on architecture: Architecture = .amd64,
        _ change: (inout VirtualMachineInstance) -> Void = { _ in }
    ) -> Node {
        var node = Node(architecture) { machine in
            machine.spec.domain.devices.interfaces = [interface]
            machine.spec.networks = [.init(name: interface.name, pod: .init())]
            change(&machine)
        }
        node.host.attachments = ["n": .tap]
        return node
    }

    private let head = "<interface type='ethernet'>"

    @Test("an interface says all that the VMI says of it; its address is left as it was written")
    func everything() throws {
        let interface = DomainSpec.Interface(
            acpiIndex: 7, bootOrder: 2, bridge: .init(), macAddress: "DE-AD-00-00-BE-AF", model: "e1000e", name: "n",
            pciAddress: "0000:02:03.1", state: "down")
        #expect(
            try node(interface).devices("interface") == [
                head + "<mac address='DE-AD-00-00-BE-AF'/><model type='e1000e'/><acpi index='7'/><alias name='ua-n'/>"
                    + "<address type='pci' domain='0x0000' bus='0x02' slot='0x03' function='0x1'/>"
                    + "<boot order='2'/><link state='down'/></interface>"
            ])
    }

    @Test("virtio is of the architecture's kind, and only what is booted from has a program for that")
    func virtio() throws {
        let interface = DomainSpec.Interface(masquerade: .init(), name: "n")
        let model = { (name: String) in "<model type='\(name)'/><alias name='ua-n'/>" }
        #expect(
            try node(interface).devices("interface") == [
                head + model("virtio-non-transitional") + "<rom enabled='no'/></interface>"
            ])
        #expect(
            try node(interface, on: .s390x).devices("interface") == [head + model("virtio") + "</interface>"])
    }

    @Test("queues are as many as processors, up to 256, and on virtio only")
    func queues() throws {
        let wish: (inout VirtualMachineInstance) -> Void = {
            $0.spec.domain.devices.networkInterfaceMultiqueue = true
            $0.spec.domain.cpu = .init(cores: 300)
        }
        let virtio = try #require(
            try node(.init(bridge: .init(), name: "n"), on: .amd64, wish).devices("interface").first)
        #expect(virtio.contains("<driver name='vhost' queues='256'/>"))
        let other = try node(.init(bridge: .init(), model: "e1000", name: "n"), on: .amd64, wish).devices("interface")
        #expect(!(other.first ?? "").contains("driver"))
    }

    @Test("memory that is closed to the host closes the program too")
    func secret() throws {
        let secret = node(.init(bootOrder: 1, bridge: .init(), name: "n")) {
            $0.spec.domain.launchSecurity = .init(sev: .init())
        }
        let line = try #require(try secret.devices("interface").first)
        #expect(line.contains("<driver name='vhost' iommu='on'/>"))
        #expect(line.contains("<boot order='1'/><rom enabled='no'/>"))
    }

    @Test("what a plugin connects, what a function of a card is, and what is absent are no interfaces")
    func others() throws {
        let interfaces: [DomainSpec.Interface] = [
            .init(name: "n", sriov: .init()), .init(bridge: .init(), name: "n", state: "absent"),
        ]
        for interface in interfaces { #expect(try node(interface).devices("interface").isEmpty) }
        var plugin = node(.init(binding: .init(name: "p"), name: "n"))
        #expect(try plugin.devices("interface").count == 1)
        plugin.host.attachments = ["n": .other("managed")]
        #expect(try plugin.devices("interface").isEmpty)
    }

    @Test("an interface that nothing was made ready for has no type")
    func untold() throws {
        var unready = node(.init(bootOrder: 1, bridge: .init(), name: "n", state: "down"))
        unready.host.attachments = [:]
        #expect(
            try unready.devices("interface") == [
                "<interface type=''><model type='virtio-non-transitional'/><alias name='ua-n'/></interface>"
            ])
    }

    @Test("an interface without a network, or at no place, is refused")
    func refused() {
        #expect(
            node(.init(bridge: .init(), name: "n")) { $0.spec.networks = [] }.refusals() == [
                "spec.domain.devices.interfaces[0].name"
            ])
        #expect(
            node(.init(bridge: .init(), name: "n", pciAddress: "x")).refusals() == [
                "spec.domain.devices.interfaces[0].pciAddress"
            ])
    }

    @Test("on a single host a bridge is the host's own, and an address is spelled as libvirt reads it")
    func bridge() throws {
        let machine = VirtualMachineInstance.debian { machine in
            machine.spec.domain.devices.interfaces?[0].masquerade = nil
            machine.spec.domain.devices.interfaces?[0].bridge = .init()
        }
        var single = SingleHost()
        single.bridge = "br0"
        let domain = try DomainConverter(
            machine, host: .local(kvm: false, single), files: GoldenCase.debian.files
        ).domain()
        #expect(
            domain.child("devices")?.child("interface")?.line
                == "<interface type='bridge'><mac address='de:ad:00:00:be:af'/>"
                + "<model type='virtio-non-transitional'/><alias name='ua-default'/><source bridge='br0'/>"
                + "<rom enabled='no'/></interface>")
        #expect(domain.child("qemu:override") == nil)
    }
}

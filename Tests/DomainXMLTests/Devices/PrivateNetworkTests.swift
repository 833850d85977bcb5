import KubeVirt
import Testing

@testable import DomainXML

/// A card on a private network.
struct PrivateNetworkTests {
    /// A Debian with a card beside its usual one.
    private func machine(
        _ change: (inout DomainSpec.Interface) -> Void = { _ in },
        _ more: (inout VirtualMachineInstance) -> Void = { _ in }
    ) -> VirtualMachineInstance {
        .debian { machine in
            var interface = DomainSpec.Interface(bridge: .init(), name: "private")
            change(&interface)
            machine.spec.domain.devices.interfaces?.append(interface)
            machine.spec.networks?.append(.init(multus: .init(networkName: PrivateNetwork.name), name: "private"))
            more(&machine)
        }
    }

    private func domain(_ machine: VirtualMachineInstance) throws -> Element {
        var files = GoldenCase.debian.files
        files.directory = "/run/m/a,b"
        var single = SingleHost()
        // A bridge of the host's is not meant.
        single.bridge = "br0"
        return try DomainConverter(machine, host: .local(kvm: false, single), files: files).domain()
    }

    @Test("the card's cable is loose, and QEMU waits for it at a socket of the machine's")
    func card() throws {
        let xml = try domain(machine())
        let interfaces = (xml.child("devices")?.children ?? []).filter { $0.name == "interface" }
        #expect(
            interfaces.last?.line
                == "<interface type='user'><model type='virtio-non-transitional'/><alias name='ua-private'/>"
                + "<rom enabled='no'/><link state='down'/></interface>")
        let arguments = xml.child("qemu:commandline")?.children.compactMap { $0.attributes.first?.value } ?? []
        #expect(
            arguments.contains("stream,id=net-private,server=on,addr.type=unix,addr.path=/run/m/a,,b/net"))
        let overrides = xml.child("qemu:override")?.children.map(\.line) ?? []
        #expect(overrides.count == 2 && overrides.last?.contains("alias='ua-private'") == true)
        #expect(overrides.last?.contains("value='net-private'") == true)
        #expect(machine().userNetworks.map(\.interface) == ["default"])
    }

    @Test("a machine that shall have no network has no such card either")
    func none() throws {
        let closed = machine { _ in
        } _: {
            Annotations(networkPolicy: NetworkPolicy.none).apply(to: &$0.metadata)
        }
        let xml = try domain(closed)
        #expect(xml.child("devices")?.child("interface") == nil)
        #expect(xml.child("qemu:commandline") == nil)
        #expect(closed.privateInterface == nil)
    }

    @Test("what such a card cannot have is refused by its field")
    func refused() {
        let field = "spec.domain.devices.interfaces[1]"
        func fields(_ change: (inout DomainSpec.Interface) -> Void) -> [String?] {
            machine(change).localCauses().map(\.field)
        }
        #expect(fields { _ in }.isEmpty)
        #expect(fields { $0.model = "e1000e" } == [field + ".model"])
        #expect(fields { $0.dhcpOptions = .init(bootFileName: "x") } == [field + ".dhcpOptions"])
        #expect(fields { $0.ports = [.init(port: 80)] } == [field + ".ports"])
        #expect(fields { $0.state = "down" } == [field + ".state"])
        #expect(fields { $0.tag = "x" } == [field + ".tag"])
        #expect(
            fields {
                $0.bridge = nil
                $0.binding = .init(name: "x")
            } == [field])
    }

    @Test("a second one is refused, and so is a network that only a cluster would know")
    func others() {
        let two = machine { _ in
        } _: {
            $0.spec.domain.devices.interfaces?.append(.init(bridge: .init(), name: "more"))
            $0.spec.networks?.append(.init(multus: .init(networkName: PrivateNetwork.name), name: "more"))
        }
        #expect(two.localCauses().map(\.field) == ["spec.domain.devices.interfaces[2]"])
        let other = machine { _ in
        } _: {
            $0.spec.networks?[1].multus?.networkName = "vlan7"
        }
        #expect(other.localCauses().contains { $0.field == "spec.networks[1].multus" })
    }
}

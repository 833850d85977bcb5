import Conformance
import KubeVirt
import Testing

@testable import DomainXML

struct DeviceTests {
    @Test("disks are counted as Linux counts them")
    func letters() {
        #expect(
            [0, 1, 25, 26, 27, 51, 52, 701, 702].map(DomainConverter.letters) == [
                "a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa",
            ])
    }

    @Test("ports are forwarded to the guest's address by the network's own name, unless there is no network")
    func userNetworks() throws {
        let network = try #require(VirtualMachineInstance.networks.userNetworks.first)
        #expect(network.netdev == DomainConverter.netdev(of: "my_net"))
        #expect(network.addresses.gateway.description == "192.168.77.1")
        #expect(network.addresses.guest.description == "192.168.77.2")
        #expect(network.addresses.nameServer.description == "192.168.77.3")
        #expect(network.policy == .outbound)
        let standard = VirtualMachineInstance.debian { Annotations(networkPolicy: .isolated).apply(to: &$0.metadata) }
        #expect(standard.userNetworks.map(\.policy) == [.isolated])
        #expect(standard.userNetworks.first?.addresses.guest.description == "10.0.2.2")
        let none = VirtualMachineInstance.debian {
            Annotations(networkPolicy: NetworkPolicy.none).apply(to: &$0.metadata)
        }
        #expect(none.userNetworks.isEmpty)
    }

    @Test("more devices than the root complex has slots get no place of ours")
    func slots() {
        var placement = PCIPlacement(ObjectMeta(annotations: [PCIPlacement.annotation: "true"]))
        placement.place((0..<40).map { "d\($0)" })
        let slots = (0..<40).flatMap { placement.address(of: "d\($0)") }.compactMap { address in
            address.attributes.first { $0.name == "slot" }?.value
        }
        #expect(slots.first == "0x05")
        #expect(slots.last == "0x1c")
        #expect(Set(slots).count == slots.count)
    }

    @Test("names from a VMI stay one argument of QEMU and one value of XML, whatever is in them")
    func hostileNames() throws {
        let name = "a'b\"<&>\n,id=x"
        let machine = VirtualMachineInstance.debian { machine in
            machine.spec.hostname = name
            machine.spec.domain.devices.interfaces?[0].name = name
            machine.spec.networks?[0].name = name
            machine.spec.domain.devices.disks?[0].name = name
            machine.spec.volumes?[0].name = name
        }
        // Admission refuses such names; the conversion must not depend on it.
        #expect(!machine.admission().isEmpty)
        var files = GoldenCase.debian.files
        files.volumes[name] = files.volumes["root"]
        let domain = try DomainConverter(machine, host: .local(kvm: false), files: files).domain()
        let argument = try #require(
            domain.children.first { $0.name == "qemu:commandline" }?.children.last?.attributes.first?.value)
        let id = name.replacing(",", with: ",,")
        #expect(argument.hasPrefix("user,id=net-\(id),ipv6=off,"))
        #expect(argument.contains(",hostname=\(id)"))
        let read = try #require(XMLReader.element(domain.rendered().replacing("&#10;", with: "\n")))
        #expect(read.children.map(\.name) == domain.children.map(\.name))
        let devices = read.children.first { $0.name == "devices" }?.children ?? []
        #expect(
            devices.first { $0.name == "interface" }?.children.first { $0.name == "alias" }?.attributes.first?.value
                == "ua-" + name)
    }
}

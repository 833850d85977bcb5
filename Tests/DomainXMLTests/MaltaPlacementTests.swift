import DomainXML
import KubeVirt
import Testing

struct MaltaPlacementTests {
    /// A machine with so many disks beside the ports' controller and the balloon.
    private func node(
        disks: Int, bus: DomainSpec.DiskBus = .virtio, _ change: (inout VirtualMachineInstance) -> Void = { _ in }
    ) -> Node {
        Node(.mips64el) { machine in
            machine.spec.volumes = (0..<disks).map { .init(emptyDisk: .init(capacity: .gibibytes(1)), name: "d\($0)") }
            machine.spec.domain.devices.disks = (0..<disks).map { .init(disk: .init(bus: bus), name: "d\($0)") }
            machine.spec.domain.devices.disableHotplug = true
            machine.spec.domain.devices.autoattachGraphicsDevice = false
            change(&machine)
        }
    }

    /// What has a place, by its slot and function, with a plus where others share the slot.
    private func places(_ node: Node) throws -> [String] {
        (try node.domain().child("devices")?.children ?? []).compactMap { device in
            guard let address = device.child("address"), let slot = address["slot"], let function = address["function"]
            else { return nil }
            let name = device.child("alias")?["name"] ?? device["type"] ?? device.name
            return "\(slot).\(function.dropFirst(2))\(address["multifunction"] == "on" ? "+" : "") \(name)"
        }
    }

    @Test("each device has a socket of its own while there are enough")
    func few() throws {
        #expect(
            try places(node(disks: 2)) == ["0x12.0 ua-d0", "0x13.0 ua-d1", "0x14.0 virtio-serial", "0x15.0 memballoon"])
    }

    @Test("more devices share the sockets in their order, and the first of a socket says so")
    func many() throws {
        #expect(
            try places(node(disks: 5)) == [
                "0x12.0+ ua-d0", "0x12.1 ua-d1", "0x13.0+ ua-d2", "0x13.1 ua-d3", "0x14.0+ ua-d4",
                "0x14.1 virtio-serial", "0x15.0 memballoon",
            ])
    }

    @Test("a socket that the VMI gives away is left alone, and other places of its own take none")
    func taken() throws {
        let given = node(disks: 4) {
            $0.spec.domain.devices.disks?[1].disk?.pciAddress = "0000:00:13.0"
            $0.spec.domain.devices.disks?[2].disk?.pciAddress = "0000:00:0b.0"
        }
        #expect(
            try places(given) == [
                "0x12.0+ ua-d0", "0x13.0 ua-d1", "0x0b.0 ua-d2", "0x12.1 ua-d3", "0x14.0+ virtio-serial",
                "0x14.1 memballoon",
            ])
    }

    @Test("eight devices fit into a socket, and one more is refused with how many are too many")
    func limit() throws {
        let all = try places(node(disks: 30))
        #expect(Set(all).count == 32)
        #expect(all.last == "0x15.7 memballoon")
        #expect(node(disks: 31).refusals() == ["spec.domain.devices"])
        let given = node(disks: 24) { $0.spec.domain.devices.disks?[0].disk?.pciAddress = "0000:00:12.0" }
        let error = #expect(throws: ConversionError.self) { try given.domain() }
        #expect(
            error?.causes.first?.message == "on malta interrupts reach 24 devices on PCI (eight in each of the sockets "
                + "that no address of yours takes), and these are 25; leave out 1")
    }

    @Test("an address of the VMI's own without an interrupt is refused by its field")
    func withoutInterrupt() throws {
        for (address, isFine) in [
            ("0000:00:12.0", true), ("0000:00:15.7", true), ("0000:00:0b.0", true), ("0000:00:0c.0", true),
            ("0000:00:01.0", false), ("0000:00:0a.0", false), ("0000:00:0d.0", false), ("0000:00:11.0", false),
            ("0000:00:16.0", false), ("0000:01:12.0", false), ("0001:00:12.0", false), ("no place", false),
        ] {
            let disk = node(disks: 1) { $0.spec.domain.devices.disks?[0].disk?.pciAddress = address }
            let place = "spec.domain.devices.disks[0].disk.pciAddress"
            #expect(disk.refusals() == (isFine ? [] : [place]), "\(address)")
            let interface = node(disks: 0) {
                $0.spec.networks = [.init(name: "n", pod: .init())]
                $0.spec.domain.devices.interfaces = [.init(masquerade: .init(), name: "n", pciAddress: address)]
            }
            let field = "spec.domain.devices.interfaces[0].pciAddress"
            #expect(interface.refusals() == (isFine ? [] : [field]), "\(address)")
        }
    }

    @Test("controllers that libvirt would add by itself have a place: for names of sata disks, and for ports")
    func controllers() throws {
        let names = try places(node(disks: 7, bus: .sata)).map { $0.split(separator: " ")[1] }
        #expect(names == ["virtio-serial", "memballoon", "sata", "sata"])
        #expect(try places(node(disks: 0) { $0.spec.domain.devices.autoattachSerialConsole = false }).count == 2)
    }

    @Test("what is no device on PCI, or none at all, gets no place; a display, sound and USB get one")
    func kinds() throws {
        let node = node(disks: 1, bus: .scsi) {
            $0.spec.domain.devices.autoattachGraphicsDevice = true
            $0.spec.domain.devices.autoattachMemBalloon = false
            $0.spec.domain.devices.inputs = [.init(bus: "usb", name: "tablet", type: "tablet")]
            $0.spec.domain.devices.sound = .init(name: "sound")
        }
        #expect(
            try places(node) == [
                "0x12.0+ usb", "0x12.1 scsi", "0x13.0+ virtio-serial", "0x13.1 video", "0x14.0 ua-sound",
            ])
    }

    @Test("another machine of the architecture is libvirt's matter, and the annotation for the root complex is none")
    func elsewhere() throws {
        #expect(try places(node(disks: 1) { $0.spec.domain.machine = .init(type: "loongson3-virt") }).isEmpty)
        let annotated = node(disks: 2) { $0.metadata.annotations = [PCIPlacement.annotation: "true"] }
        #expect(try places(annotated) == places(node(disks: 2)))
        let versioned = node(disks: 2) { $0.spec.domain.machine = .init(type: "malta-1.0") }
        #expect(try places(versioned) == places(node(disks: 2)))
    }
}

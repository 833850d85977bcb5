import DomainXML
import KubeVirt
import Testing

struct PCIPlacementTests {
    private func onRootComplex(_ machine: inout VirtualMachineInstance) {
        machine.metadata.annotations = [PCIPlacement.annotation: "true"]
        machine.spec.domain.devices.disableHotplug = true
    }

    /// What has a place on the root complex, by its slot.
    private func slots(_ node: Node) throws -> [String] {
        (try node.domain().child("devices")?.children ?? []).compactMap { device in
            guard let address = device.child("address"), address["bus"] == "0x00", let slot = address["slot"] else {
                return nil
            }
            let name = device.child("alias")?["name"] ?? device["type"] ?? device.name
            return "\(slot) \(device.name) \(name)"
        }.sorted()
    }

    @Test("devices get slots by their kind, beside the places of display, sound and disks of the chipset")
    func order() throws {
        let node = Node { machine in
            onRootComplex(&machine)
            machine.spec.networks = [.init(name: "n", pod: .init())]
            machine.spec.volumes = ["a", "b", "c"].map { .init(emptyDisk: .init(capacity: .gibibytes(1)), name: $0) }
            machine.spec.domain.devices.interfaces = [.init(masquerade: .init(), name: "n")]
            machine.spec.domain.devices.disks = [
                .init(disk: .init(bus: .virtio), name: "a"), .init(disk: .init(bus: .sata), name: "b"),
                .init(disk: .init(bus: .virtio, pciAddress: "0000:01:00.0"), name: "c"),
            ]
            machine.spec.domain.devices.inputs = [
                .init(bus: "virtio", name: "t", type: "tablet"), .init(bus: "usb", name: "u", type: "tablet"),
            ]
            machine.spec.domain.devices.rng = .init()
            machine.spec.domain.devices.watchdog = .init(i6300esb: .init(), name: "dog")
        }
        #expect(
            try slots(node) == [
                "0x02 interface ua-n", "0x03 controller usb", "0x04 controller virtio-serial", "0x05 disk ua-a",
                "0x06 input ua-t", "0x07 watchdog ua-dog", "0x08 rng rng", "0x09 memballoon memballoon",
            ])
    }

    @Test("slots that the chipset needs are left out, and more devices than slots are refused")
    func limit() throws {
        let node = { (count: Int) in
            Node { machine in
                onRootComplex(&machine)
                machine.spec.volumes = (0..<count).map {
                    .init(emptyDisk: .init(capacity: .gibibytes(1)), name: "d\($0)")
                }
                machine.spec.domain.devices.disks = (0..<count).map { .init(disk: .init(bus: .virtio), name: "d\($0)") }
            }
        }
        let slots = try slots(node(25)).map { String($0.prefix(4)) }
        #expect(slots.count == 28)
        #expect(Set(slots).count == 28)
        #expect(!slots.contains("0x1b"))
        #expect(!slots.contains("0x1f"))
        #expect(slots.last == "0x1e")
        #expect(node(26).refusals() == ["metadata.annotations"])
    }

    @Test("without the annotation libvirt places all devices, and on s390x always")
    func elsewhere() throws {
        #expect(try slots(Node { $0.spec.domain.devices.rng = .init() }).isEmpty)
        #expect(try slots(Node(.s390x) { onRootComplex(&$0) }).isEmpty)
    }
}

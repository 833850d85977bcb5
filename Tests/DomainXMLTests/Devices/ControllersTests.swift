import DomainXML
import KubeVirt
import Testing

struct ControllersTests {
    /// The model of a controller.
    private func model(_ type: String, _ node: Node) throws -> String? {
        try node.domain().child("devices")?.children.first { $0.name == "controller" && $0["type"] == type }?["model"]
    }

    @Test("a machine has SCSI for disks to come, unless none may come and none is there")
    func scsi() throws {
        #expect(try model("scsi", Node()) == "virtio-non-transitional")
        #expect(try model("scsi", Node(.s390x)) == "virtio-scsi")
        #expect(try model("scsi", Node { $0.spec.domain.devices.disableHotplug = true }) == nil)
        let disk = Node {
            $0.spec.domain.devices.disableHotplug = true
            $0.spec.domain.devices.disks = [.init(cdrom: .init(bus: .scsi), name: "a")]
        }
        #expect(try model("scsi", disk) == "virtio-non-transitional")
    }

    @Test("USB is there for what is on it: always on arm64, never on s390x")
    func usb() throws {
        #expect(try model("usb", Node()) == "none")
        #expect(try model("usb", Node(.arm64)) == "qemu-xhci")
        let wishes: [(inout VirtualMachineInstance) -> Void] = [
            { $0.spec.domain.devices.clientPassthrough = .init() },
            { $0.spec.domain.devices.inputs = [.init(name: "t", type: "tablet")] },
            { $0.spec.domain.devices.inputs = [.init(bus: "usb", name: "t", type: "tablet")] },
            {
                $0.spec.domain.devices.disks = [.init(disk: .init(bus: .usb), name: "a")]
                $0.spec.volumes = [.init(emptyDisk: .init(capacity: .gibibytes(1)), name: "a")]
            },
        ]
        for wish in wishes {
            #expect(try model("usb", Node(.amd64, wish)) == "qemu-xhci")
            #expect(try model("usb", Node(.s390x, wish)) == "none")
        }
        let virtio = Node { $0.spec.domain.devices.inputs = [.init(bus: "virtio", name: "t", type: "tablet")] }
        #expect(try model("usb", virtio) == "none")
        var node = Node()
        node.host.hostDevices.generic = [.usb(bus: 1, device: 2, alias: "usb-host-a")]
        #expect(try model("usb", node) == "qemu-xhci")
    }

    @Test("the console's controller goes with the console, and asks for memory that is closed to the host")
    func serial() throws {
        #expect(try model("virtio-serial", Node()) == "virtio-non-transitional")
        #expect(try model("virtio-serial", Node { $0.spec.domain.devices.autoattachSerialConsole = false }) == nil)
        let secret = Node(.s390x) { $0.spec.domain.launchSecurity = .init() }
        #expect(
            try secret.devices("controller") == [
                "<controller type='usb' index='0' model='none'/>",
                "<controller type='scsi' index='0' model='virtio-scsi'><driver iommu='on'/></controller>",
                "<controller type='virtio-serial' index='0' model='virtio'><driver iommu='on'/></controller>",
            ])
    }

    @Test("the hole for devices above 4 GiB is closed by annotation, on amd64")
    func hole() throws {
        let node = { (architecture: Architecture, value: String) in
            Node(architecture) { $0.metadata.annotations = ["kubevirt.io/disablePCIHole64": value] }
        }
        #expect(
            try node(.amd64, "True").devices("controller").contains(
                "<controller type='pci' index='0' model='pcie-root'><pcihole64 unit='KiB'>0</pcihole64></controller>"))
        #expect(try model("pci", node(.amd64, "yes")) == nil)
        #expect(try model("pci", node(.arm64, "true")) == nil)
    }
}

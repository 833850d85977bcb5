import DomainXML
import KubeVirt
import Testing

struct HostDevicesTests {
    private func machine(_ change: (inout DomainSpec.Devices) -> Void) -> VirtualMachineInstance {
        Node { change(&$0.spec.domain.devices) }.machine
    }

    @Test("devices are given out once each, in the order in which they are asked for")
    func pools() {
        let machine = machine {
            $0.hostDevices = [
                .init(deviceName: "example.com/a-b", name: "one"), .init(deviceName: "vendor/usb.stick", name: "two"),
                .init(deviceName: "example.com/a-b", name: "three"),
                .init(deviceName: "example.com/other", name: "four"),
                .init(claimName: "c", name: "five", requestName: "r"),
            ]
        }
        let found = HostDevices(
            machine,
            environment: [
                "PCI_RESOURCE_EXAMPLE_COM_A-B": "0000:81:01.0,0000:81:02.0,", "USB_RESOURCE_VENDOR_USB_STICK": "3:17",
                "PCI_RESOURCE_EXAMPLE_COM_OTHER": "0000:81:02.0", "MDEV_PCI_RESOURCE_EXAMPLE_COM_OTHER": "uuid",
            ])
        #expect(
            found.generic == [
                .pci("0000:81:01.0", alias: "hostdevice-one"), .pci("0000:81:02.0", alias: "hostdevice-three"),
                .mediated("uuid", alias: "hostdevice-four", display: false, ramFramebuffer: false),
                .usb(bus: 3, device: 17, alias: "usb-host-two"),
            ])
        #expect(HostDevices(machine, environment: [:]).generic.isEmpty)
    }

    @Test("the first part of a graphics card is the display, unless the VMI says which is")
    func displays() {
        let environment = ["MDEV_PCI_RESOURCE_X_CARD": "u1,u2"]
        let cards = { (first: DomainSpec.VGPUDisplayOptions?, second: DomainSpec.VGPUDisplayOptions?) in
            let options = [first, second].map { $0.map { DomainSpec.VGPUOptions(display: $0) } }
            let machine = machine {
                $0.gpus = ["a", "b"].enumerated().map {
                    .init(deviceName: "x/card", name: $1, virtualGPUOptions: options[$0])
                }
            }
            return HostDevices(machine, environment: environment).gpus.map { device -> String in
                guard case .mediated(_, _, let display, let memory) = device else { return "" }
                return (display ? "on" : "off") + (memory ? "+ramfb" : "")
            }
        }
        #expect(cards(nil, nil) == ["on+ramfb", "off"])
        #expect(cards(nil, .init()) == ["off", "on+ramfb"])
        #expect(cards(.init(enabled: false), .init(ramFB: .init(enabled: false))) == ["off", "on"])
    }
}

import DomainXML
import KubeVirt
import Testing

struct PassedDevicesTests {
    @Test("devices of the host come in KubeVirt's order, each as its kind is found")
    func kinds() throws {
        var node = Node {
            $0.spec.domain.devices.gpus = [
                .init(
                    deviceName: "x", name: "whole",
                    virtualGPUOptions: .init(display: .init(enabled: true, ramFB: .init(enabled: false)))),
                .init(deviceName: "y", name: "plain", virtualGPUOptions: .init(display: .init())),
                .init(deviceName: "z", name: "part"),
            ]
            $0.spec.networks = [.init(multus: .init(networkName: "card"), name: "fast")]
            $0.spec.domain.devices.interfaces = [
                .init(bootOrder: 1, name: "fast", pciAddress: "0000:05:00.0", sriov: .init())
            ]
        }
        node.host.hostDevices.networkFunctions = [.pci("0000:84:00.1", alias: "sriov-fast")]
        node.host.hostDevices.gpus = [
            .pci("0000:81:01.0", alias: "gpu-whole"), .pci("0000:82:01.0", alias: "gpu-plain"),
            .mediated("uuid", alias: "gpu-part", display: true, ramFramebuffer: true),
        ]
        node.host.hostDevices.generic = [
            .mediated("other", alias: "hostdevice-m", display: false, ramFramebuffer: false),
            .usb(bus: 3, device: 17, alias: "usb-host-stick"),
        ]
        let address = { (bus: String, slot: String, function: String) in
            "<address type='pci' domain='0x0000' bus='0x\(bus)' slot='0x\(slot)' function='0x\(function)'/>"
        }
        #expect(
            try node.devices("hostdev") == [
                "<hostdev type='mdev' mode='subsystem' model='vfio-pci'><source><address uuid='other'/></source>"
                    + "<alias name='ua-hostdevice-m'/></hostdev>",
                "<hostdev type='usb' mode='subsystem'><source><address bus='3' device='17'/></source>"
                    + "<alias name='ua-usb-host-stick'/></hostdev>",
                "<hostdev type='pci' managed='no' display='on'><source>" + address("81", "01", "0") + "</source>"
                    + "<alias name='ua-gpu-whole'/></hostdev>",
                "<hostdev type='pci' managed='no'><source>" + address("82", "01", "0") + "</source>"
                    + "<alias name='ua-gpu-plain'/></hostdev>",
                "<hostdev type='mdev' mode='subsystem' model='vfio-pci' display='on' ramfb='on'><source>"
                    + "<address uuid='uuid'/></source><alias name='ua-gpu-part'/></hostdev>",
                "<hostdev type='pci' managed='no'><source>" + address("84", "00", "1") + "</source>"
                    + "<alias name='ua-sriov-fast'/><boot order='1'/>" + address("05", "00", "0") + "</hostdev>",
            ])
        #expect(try node.devices("interface").isEmpty)
    }
}

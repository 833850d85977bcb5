import DomainXML
import KubeVirt
import Testing

struct PasstTests {
    @Test("passt is told the pod's interface, and forwards the ports that are listed, or all")
    func passt() throws {
        let interface = { (ports: [DomainSpec.Port]?) in
            Node { machine in
                machine.spec.domain.devices.interfaces = [.init(name: "n", passtBinding: .init(), ports: ports)]
                machine.spec.networks = [.init(name: "n", pod: .init())]
                machine.status = .init(interfaces: [.init(name: "n", podInterfaceName: "eth0")])
            }
        }
        let head =
            "<interface type='vhostuser'><model type='virtio-non-transitional'/><alias name='ua-n'/>"
            + "<source dev='eth0'/><backend type='passt' logFile='/var/run/kubevirt/passt.log'/>"
        #expect(
            try interface(nil).devices("interface") == [
                head + "<portForward proto='tcp'/><portForward proto='udp'/></interface>"
            ])
        let ports: [DomainSpec.Port] = [
            .init(port: 22), .init(port: 53, protocol: "udp"), .init(port: 80, protocol: "TCP"),
            .init(port: 1, protocol: "SCTP"), .init(port: -1),
        ]
        let tcp = "<portForward proto='tcp'><range start='22'/><range start='80'/></portForward>"
        let udp = "<portForward proto='udp'><range start='53'/></portForward>"
        #expect(try interface(ports).devices("interface") == [head + tcp + udp + "</interface>"])
        #expect(
            try interface([ports[1]]).devices("interface") == [head + udp + "</interface>"])
        var proxied = interface([ports[0]])
        proxied.machine.metadata.annotations = ["sidecar.istio.io/inject": "TRUE"]
        let line = try #require(try proxied.devices("interface").first)
        #expect(line.contains("<range start='15000' exclude='yes'/><range start='15001' exclude='yes'/>"))
        #expect(line.contains("<range start='15090' exclude='yes'/><range start='22'/></portForward></interface>"))
        var untold = interface(nil)
        untold.machine.status = nil
        #expect(untold.refusals() == ["spec.domain.devices.interfaces[0].passtBinding"])
    }
}

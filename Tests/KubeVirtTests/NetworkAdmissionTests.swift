import KubeVirt
import Testing

@Suite struct NetworkAdmissionTests {
    private typealias Interface = DomainSpec.Interface
    private typealias Network = VirtualMachineInstanceSpec.Network
    private let list = "spec.domain.devices.interfaces"

    private func causes(_ interfaces: [DomainSpec.Interface], _ networks: [VirtualMachineInstanceSpec.Network])
        -> [StatusCause]
    {
        VirtualMachineInstanceSpec(
            domain: .init(devices: .init(interfaces: interfaces), memory: .init(guest: .mebibytes(64))),
            networks: networks
        ).admission(at: "spec")
    }

    /// Verdicts on one masqueraded interface of a pod's network, changed.
    private func causes(_ change: (inout DomainSpec.Interface) -> Void) -> [StatusCause] {
        var interface = Interface(masquerade: .init(), name: "default")
        change(&interface)
        return causes([interface], [Network(name: interface.name, pod: .init())])
    }

    @Test("a masqueraded interface with everything that may be said of it is admitted")
    func admitted() {
        let found = causes {
            $0.acpiIndex = 1
            $0.bootOrder = 1
            $0.macAddress = "DE-AD-00-00-BE-AF"
            $0.model = "e1000e"
            $0.pciAddress = "0000:81:01.0"
            $0.ports = [
                .init(name: "ssh", port: 22, protocol: "TCP"), .init(port: 53, protocol: "UDP"), .init(port: 80),
            ]
            $0.state = "down"
            $0.dhcpOptions = .init(ntpServers: ["10.0.0.1"], privateOptions: [.init(option: 224, value: "x")])
        }
        #expect(found.isEmpty)
    }

    @Test("interfaces and networks go in pairs, by names that are used once")
    func pairs() {
        let lonely = causes([Interface(masquerade: .init(), name: "a")], [Network(name: "b", pod: .init())])
        #expect(
            lonely.map(\.message) == [
                "spec.networks[0].name 'b' not found.", "\(list)[0].name 'a' not found.",
                "Masquerade interface only implemented with pod network",
            ])
        #expect(lonely.map(\.reason) == [.fieldValueRequired, .fieldValueInvalid, .fieldValueInvalid])
        let twice = causes(
            [Interface(bridge: .init(), name: "a"), Interface(bridge: .init(), name: "a")],
            [
                Network(multus: .init(networkName: "x"), name: "a"),
                Network(multus: .init(networkName: "y"), name: "a"),
            ])
        #expect(twice.map(\.field) == ["spec.networks[1].name", list + "[1].name"])
        #expect(twice.allSatisfy { $0.reason == .fieldValueDuplicate })
    }

    @Test("a network has one source, and the pod's is there once")
    func sources() {
        let bridge = Interface(bridge: .init(), name: "a")
        #expect(causes([bridge], [Network(name: "a")]).map(\.message) == ["should have a network type"])
        #expect(
            causes([bridge], [Network(multus: .init(networkName: "x"), name: "a", pod: .init())]).map(\.message) == [
                "should have only one network type"
            ])
        #expect(
            causes([bridge], [Network(multus: .init(networkName: ""), name: "a")]).map(\.message) == [
                "CNI delegating plugin must have a networkName"
            ])
        let two = causes(
            [bridge, Interface(bridge: .init(), name: "b")],
            [Network(name: "a", pod: .init()), Network(name: "b", pod: .init())])
        #expect(two.map(\.message) == ["more than one interface is connected to a pod network in spec.interfaces"])
    }

    @Test("what is said of an interface is checked, at its own path")
    func fields() {
        #expect(causes { $0.name = "a b" }.map(\.field) == [list + "[0].name"])
        #expect(causes { $0.model = "ne2000" }.map(\.field) == [list + "[0].model"])
        #expect(
            causes { $0.macAddress = "de:ad" }.map(\.message) == [
                "interface \(list)[0].name has malformed MAC address (de:ad)."
            ])
        #expect(
            causes { $0.macAddress = "de:ad:00:00:be:af:00:01" }.map(\.message) == [
                "interface \(list)[0].name has too long MAC address (de:ad:00:00:be:af:00:01)."
            ])
        #expect(causes { $0.pciAddress = "0000:81:01.8" }.map(\.field) == [list + "[0].pciAddress"])
        #expect(
            causes { $0.state = "gone" }.map(\.message) == [
                "logical default interface state value is unsupported: gone"
            ])
        #expect(
            causes { $0.binding = .init(name: "x") }.verdicts == ["Invalid \(list)[0]"])
        #expect(causes { $0.masquerade = nil }.verdicts == ["Invalid \(list)[0]"])
        #expect(
            causes { $0.dhcpOptions = .init(ntpServers: ["::1"]) }.map(\.field) == [
                list + "[0].dhcpOptions.ntpServers[0]"
            ])
        #expect(
            causes { $0.dhcpOptions = .init(privateOptions: [.init(option: 223, value: "x")]) }.map(\.field) == ["spec"]
        )
    }

    @Test("ports have a number, a known protocol and names of their own")
    func ports() {
        let ports: [DomainSpec.Port] = [
            .init(name: "a", port: 0), .init(name: "a", port: 65_536), .init(name: "A_", port: -1, protocol: "SCTP"),
        ]
        #expect(
            causes { $0.ports = ports }.verdicts == [
                "Required \(list)[0].ports[0].port", "Duplicate \(list)[0].ports[1].name",
                "Invalid \(list)[0].ports[1].port", "Invalid \(list)[0].ports[2].name",
                "Invalid \(list)[0].ports[2].port", "Invalid \(list)[0].ports[2].protocol",
            ])
    }

    @Test("host name and subdomain follow the rules of DNS")
    func names() {
        var spec = VirtualMachineInstanceSpec(domain: .init(memory: .init(guest: .mebibytes(64))))
        spec.hostname = "a.b"
        spec.subdomain = "a_b"
        #expect(spec.admission(at: "spec").map(\.field) == ["spec.hostname", "spec.subdomain"])
        spec.hostname = "guest-1"
        spec.subdomain = "a.b"
        #expect(spec.admission(at: "spec").isEmpty)
    }
}

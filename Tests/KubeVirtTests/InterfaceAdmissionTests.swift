import KubeVirt
import Testing

@Suite struct InterfaceAdmissionTests {
    private typealias Interface = DomainSpec.Interface
    private typealias Network = VirtualMachineInstanceSpec.Network
    private let first = "spec.domain.devices.interfaces[0]"
    private static let pod = VirtualMachineInstanceSpec.Network(name: "a", pod: .init())
    private static let multus = VirtualMachineInstanceSpec.Network(multus: .init(networkName: "n"), name: "a")

    private func found(
        _ interface: DomainSpec.Interface, on network: VirtualMachineInstanceSpec.Network = Self.pod,
        gates: [FeatureGate] = [], without: [FeatureGate] = []
    ) -> Set<String> {
        verdicts(gates: gates, without: without) {
            $0.domain.devices.interfaces = [interface]
            $0.networks = [network]
        }
    }

    @Test("bindings go with networks")
    func bindings() {
        #expect(found(Interface(bridge: .init(), name: "a")).isEmpty)
        #expect(found(Interface(bridge: .init(), name: "a"), on: Self.multus).isEmpty)
        #expect(found(Interface(name: "a", sriov: .init()), on: Self.multus).isEmpty)
        #expect(found(Interface(binding: .init(name: "x"), name: "a"), on: Self.multus).isEmpty)
        #expect(found(Interface(masquerade: .init(), name: "a"), on: Self.multus) == ["Invalid \(first).name"])
        #expect(found(Interface(name: "a", passtBinding: .init())).isEmpty)
        #expect(found(Interface(name: "a", passtBinding: .init()), on: Self.multus) == ["Invalid \(first).name"])
        #expect(
            found(Interface(name: "a", passtBinding: .init()), without: [.passtBinding]) == ["Invalid \(first).name"])
        #expect(found(Interface(name: "a")) == ["Invalid \(first)"])
    }

    @Test("a bridge to the pod's network may be forbidden")
    func bridge() {
        let machine = VirtualMachineInstance.admitted {
            $0.domain.devices.interfaces = [Interface(bridge: .init(), name: "a")]
            $0.networks = [Self.pod]
        }
        #expect(
            machine.validation(under: .init(permitsBridgeOnPodNetwork: false)).verdicts == ["Invalid \(first).name"])
        #expect(machine.admission().isEmpty)
    }

    @Test("bindings that once were are refused for a machine, and are none in a template")
    func discontinued() {
        let interfaces: [(DomainSpec.Interface, String)] = [
            (Interface(name: "a", slirp: .init()), "slirp"), (Interface(name: "a", passt: .init()), "passt"),
            (Interface(macvtap: .init(), name: "a"), "macvtap"),
        ]
        for (interface, part) in interfaces {
            #expect(found(interface) == ["Invalid \(first)", "Invalid \(first).\(part)"])
            let spec = VirtualMachineInstance.admitted {
                $0.domain.devices.interfaces = [interface]
                $0.networks = [Self.pod]
            }.spec
            #expect(spec.admission(at: "spec", under: .init()).verdicts == ["Invalid \(first)"])
        }
    }

    @Test("the bridge's own address is taken for masqueraded interfaces only")
    func reserved() {
        let address = "02:00:00:00:00:00"
        #expect(
            found(Interface(macAddress: address, masquerade: .init(), name: "a")) == ["Invalid \(first).macAddress"])
        #expect(found(Interface(bridge: .init(), macAddress: address, name: "a")).isEmpty)
    }

    @Test("an interface is up, down or absent, as its binding can be")
    func state() {
        for state in ["", "up", "down"] {
            #expect(found(Interface(masquerade: .init(), name: "a", state: state)).isEmpty)
        }
        for state in ["up", "down"] {
            #expect(
                found(Interface(name: "a", sriov: .init(), state: state), on: Self.multus) == ["Invalid \(first).state"]
            )
        }
        #expect(found(Interface(bridge: .init(), name: "a", state: "absent"), on: Self.multus).isEmpty)
        #expect(
            found(Interface(name: "a", sriov: .init(), state: "absent"), on: Self.multus) == ["Invalid \(first).state"])
        #expect(found(Interface(bridge: .init(), name: "a", state: "absent")) == ["Invalid \(first).state"])
        let main = Network(multus: .init(default: true, networkName: "n"), name: "a")
        #expect(found(Interface(bridge: .init(), name: "a", state: "absent"), on: main) == ["Invalid \(first).state"])
        #expect(found(Interface(bridge: .init(), name: "a", state: "gone")) == ["Invalid \(first).state"])
    }

    @Test("one network is the machine's main one")
    func main() {
        func networks(_ networks: VirtualMachineInstanceSpec.Network...) -> Set<String> {
            verdicts {
                $0.domain.devices.interfaces = networks.map { Interface(bridge: .init(), name: $0.name) }
                $0.networks = networks
            }
        }
        let defaults = ["a", "b"].map { Network(multus: .init(default: true, networkName: "n"), name: $0) }
        #expect(networks(defaults[0]).isEmpty)
        #expect(networks(defaults[0], defaults[1]) == ["Invalid spec.networks"])
        #expect(networks(Self.pod, defaults[1]) == ["Invalid spec.networks"])
        #expect(networks(Self.pod, Network(multus: .init(networkName: "n"), name: "b")).isEmpty)
    }

    @Test("ports count on the pod's network alone")
    func ports() {
        #expect(found(Interface(bridge: .init(), name: "a", ports: [.init(port: 0)]), on: Self.multus).isEmpty)
        #expect(
            found(Interface(bridge: .init(), name: "a", ports: [.init(port: 0)])) == ["Required \(first).ports[0].port"]
        )
    }

    @Test("ranges of ports need a gate, a masqueraded interface and room for each")
    func ranges() {
        func ranges(
            _ ranges: [(String, Int32, Int32)], gates: [FeatureGate] = [.portRanges],
            _ change: (inout DomainSpec.Interface) -> Void = { _ in }
        ) -> Set<String> {
            var interface = Interface(masquerade: .init(), name: "a")
            interface.portRanges = ranges.map { .init(end: $0.2, protocol: $0.0, start: $0.1) }
            change(&interface)
            return found(interface, gates: gates)
        }
        let sound: [(String, Int32, Int32)] = [("TCP", 1, 10), ("UDP", 5, 65_535), ("TCP", 11, 11)]
        #expect(ranges(sound).isEmpty)
        #expect(ranges(sound, gates: []) == ["Invalid \(first).name"])
        #expect(ranges(sound) { $0.ports = [] } == ["Invalid \(first).name"])
        #expect(
            ranges(sound) {
                $0.masquerade = nil
                $0.bridge = .init()
            } == ["Invalid \(first).name"])
        #expect(
            ranges([("SCTP", 1, 2), ("TCP", 0, 2), ("TCP", 1, 65_536), ("TCP", 3, 2)]) == [
                "Invalid \(first).portRanges[0].protocol", "Invalid \(first).portRanges[1].start",
                "Invalid \(first).portRanges[2].end", "Invalid \(first).portRanges[3].start",
            ])
        #expect(ranges([("TCP", 5, 10), ("TCP", 1, 5)]) == ["Invalid \(first).portRanges"])
        #expect(ranges((1...11).map { ("TCP", $0, $0) }) == ["Invalid \(first).portRanges"])
        #expect(ranges((1...10).map { ("TCP", $0, $0) }).isEmpty)
    }

    @Test("time servers are IPv4 addresses, private options are each said once")
    func dhcp() {
        func dhcp(_ options: DomainSpec.DHCPOptions) -> Set<String> {
            found(Interface(dhcpOptions: options, masquerade: .init(), name: "a"))
        }
        #expect(dhcp(.init(ntpServers: ["10.0.0.1", "::ffff:10.0.0.1"])).isEmpty)
        #expect(dhcp(.init(ntpServers: ["10.0.0.1", "fd00::1"])) == ["Invalid \(first).dhcpOptions.ntpServers[1]"])
        #expect(
            dhcp(.init(privateOptions: [.init(option: 254, value: "x"), .init(option: 254, value: "y")])) == [
                "Invalid spec"
            ])
        #expect(dhcp(.init(privateOptions: [.init(option: 255, value: "x")])) == ["Invalid spec"])
    }
}

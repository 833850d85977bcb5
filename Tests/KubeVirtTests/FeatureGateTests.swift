import KubeVirt
import Testing

@Suite struct FeatureGateTests {
    private func isEnabled(_ gate: String, on: [String] = [], off: [String] = []) -> Bool {
        ClusterConfiguration(
            featureGates: on.map(FeatureGate.init(rawValue:)),
            disabledFeatureGates: off.map(FeatureGate.init(rawValue:))
        ).isEnabled(FeatureGate(rawValue: gate))
    }

    @Test("what is experimental is off, what is trusted is on, what is finished cannot be switched off")
    func maturity() {
        #expect(!isEnabled("HostDisk"))
        #expect(isEnabled("HostDisk", on: ["HostDisk"]))
        #expect(isEnabled("RebootPolicy"))
        #expect(!isEnabled("RebootPolicy", off: ["RebootPolicy"]))
        #expect(isEnabled("NUMA", off: ["NUMA"]))
        #expect(!isEnabled("HotplugVolumes"))
        #expect(isEnabled("HotplugVolumes", on: ["HotplugVolumes"]))
    }

    @Test("a gate that is switched both on and off is on")
    func both() {
        #expect(isEnabled("RebootPolicy", on: ["RebootPolicy"], off: ["RebootPolicy"]))
        #expect(isEnabled("HostDisk", on: ["HostDisk"], off: ["HostDisk"]))
    }

    @Test("a gate that nobody knows is off, even where it is listed")
    func unknown() {
        #expect(!isEnabled("Banana", on: ["Banana"]))
        #expect(FeatureGate(rawValue: "Banana").maturity == nil)
    }

    @Test("every gate has one maturity, and those that are asked for are known")
    func known() {
        let known = FeatureGate.known
        #expect(known.count == 85)
        #expect(known.count { $0.maturity == .alpha } == 31)
        #expect(known.count { $0.maturity == .beta } == 15)
        #expect(known.count { $0.maturity == .generallyAvailable } == 31)
        #expect(known.count { $0.maturity == .deprecated } == 4)
        #expect(known.count { $0.maturity == .discontinued } == 4)
        let asked: [FeatureGate] = [
            .declarativeHotplugVolumes, .downwardMetrics, .gpusWithDRA, .graceIOVirtualization, .hostDevices,
            .hostDevicesWithDRA, .hostDisk, .ignition, .iommufd, .networkDevicesWithDRA, .numa, .passtBinding,
            .pciNUMAAwareTopology, .portRanges, .rebootPolicy, .reservedOverheadMemlock, .sidecar, .utilityVolumes,
            .virtiofsStorageVolumes, .vsock, .workloadEncryptionSEV, .workloadEncryptionTDX,
        ]
        #expect(asked.allSatisfy { known.contains($0) })
    }

    @Test("what was removed is refused where its gate is still on")
    func discontinued() {
        func machine(_ interface: DomainSpec.Interface) -> VirtualMachineInstance {
            VirtualMachineInstance(
                metadata: ObjectMeta(name: "a"),
                spec: .init(
                    domain: .init(devices: .init(interfaces: [interface]), memory: .init(guest: .mebibytes(64)))))
        }
        for (gate, interface) in [
            ("Passt", DomainSpec.Interface(name: "n", passt: .init())), ("Macvtap", .init(macvtap: .init(), name: "n")),
        ] {
            let on = ClusterConfiguration(featureGates: [FeatureGate(rawValue: gate)])
            func named(_ causes: [StatusCause]) -> Int {
                causes.count { $0.field == nil && $0.reason == .fieldValueNotSupported }
            }
            #expect(named(machine(interface).admission(under: on)) == 1)
            #expect(named(machine(interface).admission()) == 0)
        }
    }
}

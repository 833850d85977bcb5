import KubeVirt
import Testing

@Suite struct GraceAdmissionTests {
    private let place = "spec.domain.devices.gpus[0].deviceName"

    private func found(
        _ selector: String = "10de:2342", gates: [FeatureGate], on architecture: Architecture = .arm64,
        _ change: (inout VirtualMachineInstanceSpec) -> Void = { _ in }
    ) -> Set<String> {
        let machine = VirtualMachineInstance.admitted(architecture) {
            $0.domain.devices.gpus = [.init(deviceName: "x.com/grace", name: "a")]
            $0.domain.cpu = .init(cores: 1, dedicatedCpuPlacement: true)
            change(&$0)
        }
        return machine.spec.admission(
            at: "spec",
            under: .init(
                featureGates: gates,
                permittedPCIDevices: [.init(pciVendorSelector: selector, resourceName: "x.com/grace")])
        ).verdicts
    }

    private let gates: [FeatureGate] = [.graceIOVirtualization, .pciNUMAAwareTopology, .iommufd]

    @Test("NVIDIA's Grace devices need a gate, an arm64 machine, its own processors and two more gates")
    func requirements() {
        #expect(found(gates: gates).isEmpty)
        #expect(found(gates: []) == ["Invalid \(place)"])
        #expect(found(gates: [.graceIOVirtualization]) == ["Invalid spec.domain.devices"])
        #expect(
            found(gates: gates, on: .amd64) == ["Invalid spec.architecture", "Invalid spec.domain.machine.type"])
        #expect(
            found(gates: gates) { $0.domain.cpu = nil } == ["Required spec.domain.cpu.dedicatedCpuPlacement"])
    }

    @Test("which devices they are is told by vendor and device")
    func selectors() {
        #expect(found("0x10DE:0x2941", gates: []) == ["Invalid \(place)"])
        #expect(found("10de:2330", gates: []).isEmpty)
        #expect(found("10de:*", gates: []).isEmpty)
        #expect(found("10de:*", gates: gates) == ["Invalid \(place)"])
        #expect(found("dead:2342", gates: []).isEmpty)
    }
}

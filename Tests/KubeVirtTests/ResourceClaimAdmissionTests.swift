import KubeVirt
import Testing

@Suite struct ResourceClaimAdmissionTests {
    private typealias GPU = DomainSpec.GPU
    private let gpus = "spec.domain.devices.gpus"
    private let claim = VirtualMachineInstanceSpec.ResourceClaim(name: "c", resourceClaimName: "x")

    private func cards(_ gpus: DomainSpec.GPU..., without: [FeatureGate] = []) -> Set<String> {
        verdicts(without: without) {
            $0.domain.devices.gpus = gpus
            $0.resourceClaims = [claim]
        }
    }

    @Test("a card is asked for by name or by claim, all in one way")
    func cards() {
        let claimed = GPU(claimName: "c", name: "a", requestName: "r")
        #expect(cards(claimed).isEmpty)
        #expect(cards(GPU(deviceName: "x.com/y", name: "a")).isEmpty)
        #expect(cards(claimed, GPU(claimName: "c", name: "b", requestName: "s")).isEmpty)
        #expect(cards(claimed, without: [.gpusWithDRA]) == ["Invalid \(gpus)"])
        #expect(cards(claimed, GPU(deviceName: "x.com/y", name: "b")) == ["Invalid \(gpus)"])
        #expect(cards(GPU(name: "a")) == ["Required \(gpus)"])
        #expect(cards(GPU(claimName: "c", deviceName: "x.com/y", name: "a")) == ["Invalid \(gpus)"])
        #expect(cards(GPU(claimName: "c", name: "a")) == ["Required \(gpus)[0].requestName"])
        #expect(cards(GPU(name: "a", requestName: "r")) == ["Required \(gpus)[0].claimName"])
        #expect(cards(claimed, claimed) == ["Duplicate \(gpus)[1]"])
        #expect(cards(GPU(claimName: "d", name: "a", requestName: "r")) == ["Invalid spec.resourceClaims"])
    }

    @Test("other devices may be asked for in both ways, and share the requests")
    func hostDevices() {
        func devices(_ devices: [DomainSpec.HostDevice], without: [FeatureGate] = [], _ gpus: [DomainSpec.GPU] = [])
            -> Set<String>
        {
            verdicts(gates: [.hostDevices], without: without) {
                $0.domain.devices.hostDevices = devices
                $0.domain.devices.gpus = gpus
                $0.resourceClaims = [claim]
            }
        }
        let field = "spec.domain.devices.hostDevices"
        let claimed = DomainSpec.HostDevice(claimName: "c", name: "a", requestName: "r")
        #expect(devices([claimed, .init(deviceName: "x.com/y", name: "b")]).isEmpty)
        #expect(devices([.init(name: "b")]) == ["Required \(field)"])
        #expect(devices([claimed], without: [.hostDevicesWithDRA]) == ["Invalid \(field)"])
        #expect(devices([claimed], [GPU(claimName: "c", name: "g", requestName: "r")]) == ["Duplicate \(field)[0]"])
    }

    @Test("a claim has a name of its own, and is one thing")
    func claims() {
        func claims(_ claims: VirtualMachineInstanceSpec.ResourceClaim...) -> Set<String> {
            verdicts { $0.resourceClaims = claims }
        }
        let field = "spec.resourceClaims"
        #expect(claims(claim, .init(name: "d", resourceClaimTemplateName: "t.x")).isEmpty)
        #expect(claims(.init(name: "", resourceClaimName: "x")) == ["Required \(field)[0].name"])
        #expect(claims(claim, claim) == ["Duplicate \(field)[1].name"])
        #expect(claims(.init(name: "A", resourceClaimName: "x")) == ["Invalid \(field)[0].name"])
        #expect(claims(.init(name: "a")) == ["Invalid \(field)[0]"])
        #expect(
            claims(.init(name: "a", resourceClaimName: "x", resourceClaimTemplateName: "y")) == ["Invalid \(field)[0]"])
        #expect(
            claims(.init(name: "a", resourceClaimName: "_"), .init(name: "b", resourceClaimTemplateName: "_")) == [
                "Invalid \(field)[0].resourceClaimName", "Invalid \(field)[1].resourceClaimTemplateName",
            ])
    }

    @Test("a network of a claim is for SR-IOV or a plugin, and behind a gate")
    func networks() {
        func networks(
            _ sources: [VirtualMachineInstanceSpec.ClaimRequest], gates: [FeatureGate] = [.networkDevicesWithDRA],
            _ change: (inout VirtualMachineInstanceSpec) -> Void = { _ in }
        ) -> Set<String> {
            verdicts(gates: gates) { spec in
                spec.networks = sources.enumerated().map { .init(name: "n\($0)", resourceClaim: $1) }
                spec.domain.devices.interfaces = sources.indices.map { .init(name: "n\($0)", sriov: .init()) }
                spec.resourceClaims = [claim]
                change(&spec)
            }
        }
        let sound = VirtualMachineInstanceSpec.ClaimRequest(claimName: "c", requestName: "r")
        #expect(networks([sound]).isEmpty)
        #expect(networks([sound], gates: []) == ["Invalid spec.networks"])
        #expect(
            networks([sound]) {
                $0.networks?.append(.init(multus: .init(networkName: "m"), name: "m"))
                $0.domain.devices.interfaces?.append(.init(bridge: .init(), name: "m"))
            } == ["Invalid spec.networks"])
        #expect(
            networks([sound]) { $0.domain.devices.interfaces = [.init(bridge: .init(), name: "n0")] } == [
                "Invalid spec.domain.devices.interfaces"
            ])
        #expect(
            networks([.init()]) == [
                "Required spec.networks[0].resourceClaim.claimName",
                "Required spec.networks[0].resourceClaim.requestName",
            ])
        #expect(
            networks([.init(claimName: "d", requestName: "r")]) == ["NotFound spec.networks[0].resourceClaim.claimName"]
        )
        #expect(networks([sound, sound]) == ["Duplicate spec.networks[1]"])
        #expect(
            networks([sound]) { $0.domain.devices.gpus = [GPU(claimName: "c", name: "g", requestName: "r")] } == [
                "Duplicate spec.networks[0]"
            ])
    }
}

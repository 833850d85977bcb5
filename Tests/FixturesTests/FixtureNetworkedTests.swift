import KubeVirt
import Testing

@testable import Fixtures

struct FixtureNetworkedTests {
    private func fixture(_ change: (inout VirtualMachineInstanceSpec) -> Void) -> Fixture {
        var spec = VirtualMachineInstanceSpec(domain: DomainSpec(devices: .init()))
        change(&spec)
        return Fixture(
            name: "f", image: FixtureImage(source: .initramfs(InitramfsSource(modules: ["virtio_pci"]))),
            template: VirtualMachineInstanceTemplate(spec: spec))
    }

    private func networks(_ fixture: Fixture) -> [String] {
        #expect(
            fixture.template.spec.networks?.map(\.name) == fixture.template.spec.domain.devices.interfaces?.map(\.name))
        return (fixture.template.spec.networks ?? []).map { $0.multus?.networkName ?? $0.name }
    }

    @Test("a machine that lists no network keeps the one that it gets by default")
    func usual() {
        let networked = fixture { _ in }.networked()
        #expect(networks(networked) == ["default", PrivateNetwork.name])
        #expect(networked.template.spec.domain.devices.interfaces?.map { $0.bridge != nil } == [false, true])
        #expect(networked.image?.source.initramfs?.modules == ["virtio_pci", "virtio_net"])
    }

    @Test("a machine that declines the default network has the private one alone")
    func declined() {
        let networked = fixture { $0.domain.devices.autoattachPodInterface = false }.networked()
        #expect(networks(networked) == [PrivateNetwork.name])
    }

    @Test("a fixture that has such a card stays as it is, and another network may have its name")
    func existing() {
        let once = fixture {
            $0.networks = [.init(name: "private", pod: .init())]
            $0.domain.devices.interfaces = [.init(masquerade: .init(), name: "private")]
        }.networked()
        #expect(networks(once) == ["private", PrivateNetwork.name])
        #expect(once.networked() == once)
    }
}

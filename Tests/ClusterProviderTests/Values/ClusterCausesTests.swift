import Fixtures
import KubeVirt
import MayflyTestSupport
import Testing

@testable import ClusterProvider

/// What a fixture asks that a cluster cannot do is refused by its field.
@Suite struct ClusterCausesTests {
    private func fields(_ containerDisk: String? = nil, _ change: (inout Fixture) -> Void) -> [String?] {
        var fixture = Fixture.fakeOnCluster()
        change(&fixture)
        return fixture.clusterCauses(containerDisk: containerDisk).map(\.field)
    }

    @Test func `what a cluster can do is not refused`() {
        #expect(fields { _ in } == [])
        #expect(
            fields {
                $0.image = FixtureImage(source: .registry(RegistrySource(url: "docker://registry.example/disk:1")))
                $0.channel = .ssh
                $0.forkable = true
            } == [])
    }

    @Test func `files of this host, its networks and its offers are refused`() {
        let refused = fields {
            var metadata = ObjectMeta()
            Annotations(
                kernel: "/boot/vmlinuz", initrd: "/boot/initrd", networkPolicy: .isolated, hostOffers: .certificates
            ).apply(to: &metadata)
            $0.template.metadata = metadata
            $0.template.spec.volumes = [
                .init(containerDisk: .init(image: "mayfly.local/debian@sha256:00"), name: "a"),
                .init(hostDisk: .init(path: "/disk", type: "Disk"), name: "b"),
            ]
            $0.template.spec.networks = [.init(multus: .init(networkName: PrivateNetwork.name), name: "n")]
        }
        #expect(
            refused == [
                "template.metadata.annotations[mayfly.dev/initrd]", "template.metadata.annotations[mayfly.dev/kernel]",
                "template.metadata.annotations[mayfly.dev/network-policy]",
                "template.metadata.annotations[mayfly.dev/offer-host]",
                "template.spec.volumes[0].containerDisk.image", "template.spec.volumes[1].hostDisk",
                "template.spec.networks[0].multus.networkName",
            ])
    }

    @Test(arguments: Annotations.known)
    func `each annotation of ours is refused, but a network that reaches out`(key: String) {
        func refused(_ value: String) -> [String?] {
            fields { $0.template.metadata = ObjectMeta(annotations: [key: value]) }
        }
        #expect(refused("any") == ["template.metadata.annotations[\(key)]"])
        let reachesOut = key == Annotations.networkPolicyKey
        #expect(refused("outbound").isEmpty == reachesOut)
    }

    @Test
    func `a disk that this host makes can be sent, an initramfs cannot, and what nodes pull is not ours to change`() {
        #expect(
            fields {
                $0.image = FixtureImage(source: .blank(BlankSource()), size: .gibibytes(1))
                $0.customize = [CustomizeStep(.timezone("UTC"))]
            } == [])
        func initramfs(_ fixture: inout Fixture) {
            fixture.image = FixtureImage(source: .initramfs(InitramfsSource()))
        }
        #expect(fields(nil, initramfs) == ["image.source.initramfs"])
        #expect(fields("registry.example/disk:1", initramfs) == [])
        #expect(
            fields {
                $0.image = FixtureImage(
                    source: .registry(
                        RegistrySource(url: "docker://registry.example/disk:1", certBundle: "/ca", insecure: true)))
            } == ["image.source.registry.insecure", "image.source.registry.certBundle"])
    }

    @Test func `the helper is reached through SSH, the agent by KubeVirt alone`() {
        #expect(
            fields {
                $0.channel = .agent
                $0.ready = [.ssh(SSHCondition()), .any(GroupCondition(of: [.agent(AgentCondition()), .helper()]))]
                $0.forkable = true
                $0.forkFallback = .refuse
            } == ["forkFallback", "channel"])
        #expect(fields { $0.channel = .helper } == [])
    }
}

import Fixtures
import KubeVirt
import Kubernetes
import Machines
import MayflyTestSupport
import Testing

@testable import ClusterProvider

/// A namespace for each run: made, gone with its machine, and cleared away after who died.
///
/// One after the other: each has a stand-in for all namespaces.
@Suite(.requires(.apiServer), .testCluster, .serialized, .timeLimit(.minutes(10))) struct RunNamespaceTests {
    private func exists(_ run: String, _ space: TestCluster.Space) async throws -> Bool {
        try await space.names(.namespaces).contains("mayfly-\(run)")
    }

    /// A provider whose machines have their own namespaces, each with a stand-in.
    private func provider(
        _ space: TestCluster.Space, _ change: (inout ClusterSettings) -> Void = { _ in }
    ) -> ClusterProvider {
        space.provider {
            $0.namespacePerRun = true
            change(&$0)
        }
    }

    @Test func `a machine lives in a namespace of its own with what its fixture brings, and all goes with it`()
        async throws
    {
        try await TestCluster.withNamespace(everywhere: true) { space async throws in
            var fixture = Fixture.fakeOnCluster()
            fixture.objects.secrets = [Secret(metadata: ObjectMeta(name: "beside", namespace: "default"))]
            fixture.objects.configMaps = [ConfigMap(metadata: ObjectMeta(name: "map"))]
            let machine = try await provider(space).create(fixture, options: MachineOptions(), timeline: Timeline())
            let own = "mayfly-\(machine.id)"
            let made = try await space.client.list(
                RunNamespace.self, .namespaces, Selection(labels: "mayfly.dev/run=\(machine.id)"))
            #expect(made.items.map(\.metadata.name) == [own])
            #expect(made.items[0].metadata.labels?["mayfly.dev/machine"] == "fake")
            #expect(try await space.client.get(Secret.self, .secrets, "beside", in: own).metadata.uid != nil)
            #expect(try await space.client.get(ConfigMap.self, .configMaps, "map", in: own).metadata.uid != nil)
            try await machine.start()
            try await machine.waitUntilReady()
            #expect(try await machine.run("echo", "mine").output == "mine\n")
            // Nothing of it is in the namespace that others have.
            #expect(try await space.names(.virtualMachineInstances) == [])
            await machine.delete()
            #expect(try await eventually { try await !exists(machine.id, space) })
        }
    }

    @Test func `a machine that is refused leaves no namespace, and one cannot be kept`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let before = try await space.names(.namespaces).filter { $0.hasPrefix("mayfly-") }
            var fixture = Fixture.fakeOnCluster()
            // A secret that is nowhere.
            var spec = fixture.template.spec
            let seed = VirtualMachineInstanceSpec.Volume(
                cloudInitNoCloud: .init(secretRef: .init(name: "nowhere")), name: "seed")
            spec.volumes = (spec.volumes ?? []) + [seed]
            spec.domain.devices.disks =
                (spec.domain.devices.disks ?? []) + [.init(disk: .init(bus: .virtio), name: "seed")]
            fixture.template.spec = spec
            await #expect(throws: MachineError.self) {
                try await provider(space).create(fixture, options: MachineOptions(), timeline: Timeline())
            }
            let isGone = try await eventually {
                try await space.names(.namespaces).filter { $0.hasPrefix("mayfly-") && !before.contains($0) } == []
            }
            #expect(isGone)
            let kept = await #expect(throws: MachineError.self) {
                try await provider(space).create(
                    .fakeOnCluster(), options: MachineOptions(mayBeKept: true), timeline: Timeline())
            }
            #expect(kept?.code == .unsupported && kept?.message.contains("--namespace-per-run") == true)
        }
    }

    @Test func `who may make no namespace is told which right to ask for`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let runner = space.provider(as: try space.client(of: "runner")) { $0.namespacePerRun = true }
            let error = await #expect(throws: MachineError.self) {
                try await runner.create(.fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            }
            #expect(error?.message.contains("--feature namespaces") == true)
        }
    }

    @Test func `the namespace of a process that died is cleared away, and that of a living one stays`() async throws {
        try await TestCluster.withNamespace(everywhere: true) { space async throws in
            // Never renewed: as of a process that is gone.
            let dead = try await provider(space) {
                $0.lease = .seconds(1)
                $0.clock = ManualClock()
            }.create(.fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            let living = try await provider(space).create(
                .fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            let found = Shared<[String]>([])
            let isCleared = try await eventually {
                let report = try await space.provider().collectGarbage()
                #expect(report.failures == [])
                found.change { $0 += report.machines }
                return found.value.contains(dead.id)
            }
            #expect(isCleared)
            #expect(!found.value.contains(living.id))
            #expect(try await eventually { try await !exists(dead.id, space) })
            #expect(try await exists(living.id, space))
            await living.delete()
            await dead.delete()
        }
    }
}

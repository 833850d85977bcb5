import ClusterProvider
import Fixtures
import KubeVirt
import Kubernetes
import Machines
import MayflyTestSupport
import Testing

/// The cluster fetches a disk by itself, or its nodes pull what was pushed; the API server is a real one.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct ImageImportTests {
    private static let volumes = Resource("cdi.kubevirt.io/v1beta1", "datavolumes")

    private func fixture(_ cluster: ClusterImage) -> Fixture {
        var fixture = Fixture.fakeOnCluster()
        let source = HTTPSource(url: "https://images.example/disk.qcow2", verification: .none)
        fixture.image = FixtureImage(source: .http(source), size: .gibibytes(2), cluster: cluster)
        return fixture
    }

    @Test func `a disk is fetched by the cluster once, and machines have clones of it`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let fixture = fixture(.imported(ClusterVolume()))
            for _ in 0..<2 {
                let machine = try await space.provider().create(
                    fixture, options: MachineOptions(), timeline: Timeline())
                try await machine.start()
                await machine.delete()
                #expect(await space.leftovers(of: machine.id) == [])
            }
            let names = try await space.names(Self.volumes)
            #expect(names.count == 1)
            let volume = try await space.client.get(DataVolume.self, Self.volumes, try #require(names.first))
            #expect(volume.spec.source?.http?.url == "https://images.example/disk.qcow2")
            #expect(volume.spec.storage?.resources?.requests?["storage"] == .gibibytes(2))
        }
    }

    @Test func `a disk that cannot be fetched is told in CDI's words, and is not kept`() async throws {
        let condition = DataVolumeStatus.Condition(
            message: "expected status code 200, got 404", reason: "Error", status: "False", type: "Running")
        try await TestCluster.withNamespace(disks: { _ in .stays("ImportInProgress", condition) }) {
            space async throws in
            let error = await #expect(throws: MachineError.self) {
                try await space.provider { $0.patience = .milliseconds(1) }.create(
                    fixture(.imported(ClusterVolume())), options: MachineOptions(), timeline: Timeline())
            }
            #expect(
                error?.message.contains("ImportInProgress (Running: Error: expected status code 200, got 404)") == true)
            #expect(try await space.names(Self.volumes) == [])
        }
    }

    @Test func `a disk that was pushed is pulled by its digest, with the nodes' secret`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks(count: 1024)
            let place = ClusterRepository(repository: "registry.example/ci/disks", imagePullSecret: "pull")
            let machine = try await space.provider(disks: disks).create(
                fixture(.containerDisk(place)), options: MachineOptions(), timeline: Timeline())
            try await machine.start()
            let vmi = try await space.client.get(
                VirtualMachineInstance.self, .virtualMachineInstances, "fake-\(machine.id)")
            let disk = vmi.spec.volumes?.first { $0.name == "root" }?.containerDisk
            #expect(disk?.image == "registry.example/ci/disks@sha256:\(disks.digest)")
            #expect(disk?.imagePullSecret == "pull" && vmi.spec.architecture == .amd64)
            await machine.delete()
            #expect(try await space.names(Self.volumes) == [])
        }
    }
}

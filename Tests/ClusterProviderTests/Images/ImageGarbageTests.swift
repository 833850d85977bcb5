import ClusterProvider
import Fixtures
import KubeVirt
import Kubernetes
import Machines
import MayflyTestSupport
import Testing

/// Disks of images go when nobody wants them, and no sooner; the API server is a real one.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct ImageGarbageTests {
    private static let volumes = Resource("cdi.kubevirt.io/v1beta1", "datavolumes")

    private func created(_ provider: ClusterProvider) async throws -> Machine {
        var fixture = Fixture.fakeOnCluster()
        fixture.image = FixtureImage(source: .blank(BlankSource()), size: .mebibytes(4))
        return try await provider.create(fixture, options: MachineOptions(), timeline: Timeline())
    }

    /// When it was wanted last, as if that were long ago.
    private func age(_ name: String, _ space: TestCluster.Space) async throws {
        _ = try await space.client.patch(
            DataVolume.self, Self.volumes, name,
            merge: .object(["metadata": .object(["annotations": .object(["mayfly.dev/used": .string("1")])])]))
    }

    @Test func `an image goes when it was not used for long, and not while a machine has a clone of it`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks()
            let upload = try StandInUpload(for: space.cdi)
            let provider = space.provider(disks: disks) { $0.images.uploadProxy = upload.url }
            let machine = try await created(provider)
            try await machine.start()
            try await age(disks.golden, space)
            #expect(try await provider.collectGarbage().images == [])
            await machine.delete()

            // Wanted just now.
            await (try await created(provider)).delete()
            #expect(try await provider.collectGarbage(imagesUnusedFor: .zero).images == [])
            try await age(disks.golden, space)
            #expect(try await provider.collectGarbage(imagesUnusedFor: .seconds(1 << 40)).images == [])
            let report = try await provider.collectGarbage()
            #expect(report.images == [disks.golden] && report.failures == [])
            #expect(try await space.names(Self.volumes) == [])
        }
    }

    @Test func `an upload that nobody will finish goes, and one that is under way stays`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks()
            let isOver = Latch<Void>()
            let deaf = try StandInUpload(for: space.cdi) { try? await isOver.wait() }
            let provider = space.provider(disks: disks) { $0.images.uploadProxy = deaf.url }
            let creating = Task { try await created(provider) }
            #expect(try await eventually { !deaf.requests.isEmpty })
            #expect(try await space.provider().collectGarbage().images == [])
            creating.cancel()
            _ = await creating.result
            #expect(try await space.provider().collectGarbage().images == [disks.golden])
            isOver.open()
            #expect(try await space.names(Self.volumes) == [])
        }
    }
}

import ClusterProvider
import Fixtures
import HTTP
import KubeVirt
import Kubernetes
import Machines
import MayflyTestSupport
import Testing

/// A disk of this host becomes one of the cluster's, once, and each machine's a clone of it; the API server is a real one.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct ImageUploadTests {
    private static let volumes = Resource("cdi.kubevirt.io/v1beta1", "datavolumes")
    private static let tokens = Resource("upload.cdi.kubevirt.io/v1beta1", "uploadtokenrequests")

    private var fixture: Fixture {
        var fixture = Fixture.fakeOnCluster()
        fixture.image = FixtureImage(source: .blank(BlankSource()), size: .mebibytes(4))
        return fixture
    }

    private func provider(
        _ space: TestCluster.Space, _ disks: StandInDisks, _ upload: StandInUpload,
        _ change: (inout ClusterSettings) -> Void = { _ in }
    ) -> ClusterProvider {
        space.provider(disks: disks) {
            $0.images.uploadProxy = upload.url
            $0.images.retries = RetryPolicy(attempts: 5, firstPause: .milliseconds(1))
            change(&$0)
        }
    }

    private func created(_ provider: ClusterProvider, _ timeline: Timeline = Timeline()) async throws -> Machine {
        try await provider.create(fixture, options: MachineOptions(), timeline: timeline)
    }

    @Test func `a machine has a clone of a disk that was uploaded once, and the disk outlives it`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks()
            let upload = try StandInUpload(for: space.cdi)
            for _ in 0..<2 {
                let machine = try await created(provider(space, disks, upload))
                try await machine.start()
                try await machine.waitUntilReady()
                let root = "mayfly-\(machine.id)-root"
                #expect(Set(try await space.names(Self.volumes)) == [disks.golden, root])
                let clone = try await space.client.get(DataVolume.self, Self.volumes, root)
                #expect(clone.spec.source?.pvc?.name == disks.golden)
                #expect(clone.spec.storage?.resources?.requests?["storage"] == .mebibytes(4))
                let vmi = try await space.client.get(
                    VirtualMachineInstance.self, .virtualMachineInstances, "fake-\(machine.id)")
                let volume = vmi.spec.volumes?.first { $0.name == "root" }
                #expect(volume?.dataVolume?.name == root && vmi.spec.architecture == .amd64)
                await machine.delete()
                #expect(await space.leftovers(of: machine.id) == [])
            }
            #expect(upload.files == [disks.bytes])
            #expect(try await space.names(Self.volumes) == [disks.golden])
            #expect(try await space.names(Resource("coordination.k8s.io/v1", "leases")) == [])
        }
    }

    @Test func `two processes upload one image once`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks()
            let isAwaited = Latch<Void>()
            let upload = try StandInUpload(for: space.cdi) { try? await isAwaited.wait() }
            let first = Task { try await created(provider(space, disks, upload)) }
            #expect(try await eventually { !upload.requests.isEmpty })
            let timeline = Timeline { if $0.phase == .upload, $0.waitsFor != nil { isAwaited.open() } }
            let second = try await created(provider(space, disks, upload), timeline)
            await second.delete()
            await (try first.value).delete()
            #expect(upload.files.count == 1 && upload.requests.count == 1)
        }
    }

    @Test func `machines of one process upload one image once`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks()
            let upload = try StandInUpload(for: space.cdi)
            let provider = provider(space, disks, upload)
            let machines = try await withThrowingTaskGroup(of: Machine.self) { group in
                for _ in 0..<4 { group.addTask { try await created(provider) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for machine in machines { await machine.delete() }
            #expect(upload.requests.count == 1)
        }
    }

    @Test func `an upload that is cut off, or turned away, begins anew and comes whole`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks(count: 8 << 20)
            let upload = try StandInUpload(
                for: space.cdi,
                faults: [.cut(after: 1), .cut(after: 6 << 20), .answer(500, "no room"), .answer(503, "not ready")])
            let told = Shared<[Double]>([])
            let timeline = Timeline { progress in
                if progress.phase == .upload, let fraction = progress.fraction { told.change { $0.append(fraction) } }
            }
            let machine = try await created(provider(space, disks, upload), timeline)
            await machine.delete()
            #expect(upload.files == [disks.bytes])
            #expect(told.value.last == 1)
            #expect(timeline.entries.contains { $0.phase == .upload })
        }
    }

    @Test func `a server that is not done with another attempt's file is waited for, and one that has it all is done`()
        async throws
    {
        try await TestCluster.withNamespace { space async throws in
            let busy = Array(repeating: StandInUpload.Fault.answer(503, ""), count: 9)
            let disks = StandInDisks()
            let upload = try StandInUpload(for: space.cdi, faults: busy)
            await (try await created(provider(space, disks, upload))).delete()
            #expect(upload.files == [disks.bytes] && upload.requests.count == 10)
        }
    }

    @Test func `a token that is refused is replaced, and what is refused for good is told`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks()
            let upload = try StandInUpload(for: space.cdi, faults: [.answer(401, "expired")])
            await (try await created(provider(space, disks, upload))).delete()
            #expect(upload.files.count == 1)
            #expect(try await space.names(Self.tokens).count == 2)

            let refusing = try StandInUpload(for: space.cdi, faults: Array(repeating: .answer(401, "who?"), count: 3))
            let error = await #expect(throws: MachineError.self) {
                try await created(provider(space, StandInDisks(), refusing))
            }
            #expect(error?.message.contains("takes none of CDI's tokens (3 attempts): who?") == true)
            #expect(try await space.names(Self.volumes) == [disks.golden])
            #expect(try await space.names(Self.tokens).count == 5)
        }
    }

    @Test func `a file that arrived though its answer was lost is not sent again`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks()
            let upload = try StandInUpload(for: space.cdi, faults: [.lost])
            await (try await created(provider(space, disks, upload))).delete()
            #expect(upload.files.count == 1 && upload.requests.count == 1)
        }
    }

    @Test func `an upload whose process has died is taken over`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks()
            let isOver = Latch<Void>()
            let deaf = try StandInUpload(for: space.cdi) { try? await isOver.wait() }
            // Its lease is never renewed: as of a process that is gone.
            let dead = provider(space, disks, deaf) {
                $0.lease = .seconds(1)
                $0.clock = ManualClock()
            }
            let dying = Task { try await created(dead) }
            #expect(try await eventually { !deaf.requests.isEmpty })
            let upload = try StandInUpload(for: space.cdi)
            let machine = try await created(provider(space, disks, upload) { $0.lease = .seconds(1) })
            #expect(upload.files == [disks.bytes])
            await machine.delete()
            dying.cancel()
            isOver.open()
            _ = await dying.result
        }
    }

    @Test func `an upload that was cancelled is gone on with`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks()
            let isOver = Latch<Void>()
            let deaf = try StandInUpload(for: space.cdi) { try? await isOver.wait() }
            let provider = provider(space, disks, deaf)
            let first = Task { try await created(provider) }
            #expect(try await eventually { !deaf.requests.isEmpty })
            first.cancel()
            let error = await #expect(throws: MachineError.self) { try await first.value }
            #expect(error?.code == .cancelled)
            // Others need not wait until this process ends.
            let left = try await space.client.get(DataVolume.self, Self.volumes, disks.golden)
            #expect(left.metadata.labels?["mayfly.dev/process"] == nil)
            isOver.open()
            #expect(try await eventually { deaf.files.count == 1 })
            await (try await created(provider)).delete()
            #expect(try await space.names(Self.volumes) == [disks.golden])
        }
    }

    @Test func `the proxy is where CDI says`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let disks = StandInDisks()
            let upload = try StandInUpload(for: space.cdi)
            let missing = await #expect(throws: MachineError.self) {
                try await created(space.provider(disks: disks))
            }
            #expect(missing?.message.contains("kubectl port-forward") == true)
            try await space.setUploadProxy(upload.url)
            await (try await created(space.provider(disks: disks))).delete()
            #expect(upload.files == [disks.bytes])
        }
    }

    @Test func `a disk that the cluster does not make is told in its words, and is not kept`() async throws {
        let condition = DataVolumeStatus.Condition(
            message: "no room for it", reason: "TransferFailed", status: "False", type: "Running")
        for phase in ["Failed", "UploadScheduled"] {
            try await TestCluster.withNamespace(disks: { _ in .stays(phase, condition) }) { space async throws in
                let upload = try StandInUpload(for: space.cdi)
                let error = await #expect(throws: MachineError.self) {
                    try await created(provider(space, StandInDisks(), upload) { $0.patience = .milliseconds(1) })
                }
                #expect(error?.message.contains("\(phase) (Running: TransferFailed: no room for it)") == true)
                #expect(try await space.names(Self.volumes) == [])
            }
        }
    }

    @Test func `a disk of which nobody takes notice tells of CDI's controllers`() async throws {
        try await TestCluster.withNamespace(disks: { _ in .stays("") }) { space async throws in
            let upload = try StandInUpload(for: space.cdi)
            let error = await #expect(throws: MachineError.self) {
                try await created(provider(space, StandInDisks(), upload) { $0.startLimit = .milliseconds(200) })
            }
            #expect(error?.message.contains("controllers") == true)
        }
    }
}

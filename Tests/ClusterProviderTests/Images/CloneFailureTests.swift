import ClusterProvider
import Fixtures
import KubeVirt
import Kubernetes
import Machines
import MayflyTestSupport
import Testing

/// A machine whose disk, a clone of an image, does not come: CDI's reason is told, not KubeVirt's silence.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct CloneFailureTests {
    private static let volumes = Resource("cdi.kubevirt.io/v1beta1", "datavolumes")

    /// What KubeVirt says meanwhile.
    private static let waits = VirtualMachineInstanceStatus.Condition(
        message: "Not all of the VMI's DVs are ready", reason: "NotAllDVsReady", status: "False",
        type: "DataVolumesReady")

    private static var fixture: Fixture {
        var fixture = Fixture.fakeOnCluster()
        let source = HTTPSource(url: "https://images.example/disk.qcow2", verification: .none)
        fixture.image = FixtureImage(
            source: .http(source), size: .gibibytes(2), cluster: .imported(ClusterVolume(storageClass: "standard")))
        return fixture
    }

    /// The error of a start where the image is there, and its clone comes to this.
    private func failure(
        of clone: StandInCDI.Fate, phase: (inout ClusterSettings) -> Void = { $0.patience = .milliseconds(1) },
        before: (TestCluster.Space, Machine) async throws -> Void = { _, _ in }
    ) async throws -> MachineError? {
        try await TestCluster.withNamespace(
            fate: { _ in .waits(Self.waits) },
            disks: { $0.spec.source?.pvc == nil ? .succeeds : clone }
        ) { space async throws in
            let machine = try await space.provider(phase).create(
                Self.fixture, options: MachineOptions(), timeline: Timeline())
            try await before(space, machine)
            let error = await #expect(throws: MachineError.self) { try await machine.start() }
            #expect(error?.machine == "fake" && error?.code == .startFailed)
            #expect(await space.leftovers(of: machine.id) == [])
            return error
        }
    }

    private func condition(_ reason: String, _ message: String, _ status: String = "False")
        -> DataVolumeStatus.Condition
    {
        .init(message: message, reason: reason, status: status, type: "Bound")
    }

    @Test func `a quota that is used up`() async throws {
        let said = condition("ErrExceededQuota", "persistentvolumeclaims is forbidden: exceeded quota: q", "Unknown")
        let error = try await failure(of: .stays("Pending", said))
        #expect(error?.message.contains("a clone of mayfly-image-") == true)
        #expect(error?.message.contains("Pending (Bound: ErrExceededQuota: persistentvolumeclaims") == true)
        #expect(error?.message.contains("kubectl describe quota") == true)
    }

    @Test func `a storage class that is not there`() async throws {
        let said = condition("ErrClaimNotValid", "storageclass.storage.k8s.io \"standard\" not found")
        let error = try await failure(of: .stays("Pending", said))
        #expect(error?.message.contains("MAYFLY_STORAGE_CLASS") == true)
    }

    @Test func `an image that somebody has deleted meanwhile`() async throws {
        let error = try await failure(
            of: .succeeds,
            before: { space, _ in
                let golden = try #require(try await space.names(Self.volumes).first)
                try await space.client.delete(Self.volumes, golden)
                // The stand-in sees that before it sees the clone.
            })
        #expect(error?.message.contains("CloneWithoutSource") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("is gone: somebody has deleted it") == true)
    }

    @Test func `a transfer that fails is told at once`() async throws {
        let said = DataVolumeStatus.Condition(
            message: "no space left on device", reason: "Error", status: "False", type: "Running")
        let error = try await failure(of: .stays("Failed", said), phase: { $0.patience = .seconds(3600) })
        #expect(error?.message.contains("Failed (Running: Error: no space left on device)") == true)
    }

    @Test func `a clone that is only slow is told by what its claim's events say, when the time is up`() async throws {
        let error = try await failure(
            of: .stays("CloneInProgress"), phase: { $0.startLimit = .seconds(3) }
        ) { space, machine in
            // An older claim's of the same name does not count.
            for (year, message) in [("2100", "the pool is full"), ("2000", "the pool was full")] {
                let place = space.client.namespace
                try await space.post(
                    text: """
                        {"apiVersion":"v1","kind":"Event","metadata":{"name":"e\(year)","namespace":"\(place)"},
                        "involvedObject":{"kind":"PersistentVolumeClaim","name":"mayfly-\(machine.id)-root",
                        "namespace":"\(place)","uid":"u"},"type":"Warning","reason":"ProvisioningFailed",
                        "message":"\(message)","lastTimestamp":"\(year)-01-01T00:00:00Z"}
                        """, to: "/api/v1/namespaces/\(place)/events")
            }
        }
        #expect(error?.message.contains("CloneInProgress; ProvisioningFailed: the pool is full\n") == true)
        #expect(error?.message.contains("does not provide the volume") == true, "\(error?.message ?? "")")
    }

    @Test func `a machine starts as soon as it runs, whatever CDI still says of its disk`() async throws {
        let said = condition("ErrExceededQuota", "for now")
        try await TestCluster.withNamespace(disks: { $0.spec.source?.pvc == nil ? .succeeds : .stays("Pending", said) })
        {
            space async throws in
            let machine = try await space.provider { $0.patience = .seconds(3600) }.create(
                Self.fixture, options: MachineOptions(), timeline: Timeline())
            try await machine.start()
            await machine.delete()
            #expect(await space.leftovers(of: machine.id) == [])
        }
    }
}

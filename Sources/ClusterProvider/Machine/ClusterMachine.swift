import Fixtures
import FoundationEssentials
import KubeVirt
import Kubernetes
import Lifecycle
import Machines
import Offload
import Synchronization

/// A machine that KubeVirt runs.
actor ClusterMachine: MachineDriver {
    nonisolated let record: MachineRecord
    /// The VMI as it is made, or as it was found.
    nonisolated let wanted: WantedVMI
    nonisolated let cluster: Cluster
    nonisolated let console: Console
    nonisolated let timeline: Timeline
    nonisolated let broadcast = Broadcast<MachineEvent>(keeping: 1000)
    nonisolated let began = ContinuousClock.now
    nonisolated let objects: ObjectNames
    /// Something of its state is another.
    nonisolated let changes = Broadcast<Void>(keeping: 1)
    nonisolated let streams = OpenStreams()
    let link: ConsoleLink
    /// Whether this process has made it, and not found it.
    let isOurs: Bool
    /// What is made when it starts; nil from then on.
    var unmade: UnmadeObjects?
    /// Of its secrets beside the record.
    let secrets: [String]
    let mayBeKept: Bool

    nonisolated var name: String { record.name }
    nonisolated var vmi: VirtualMachineInstance { wanted.vmi }
    nonisolated var run: String { record.run }
    nonisolated var accelerator: Accelerator { cluster.accelerator.value }
    nonisolated var events: AsyncStream<MachineEvent> { broadcast.stream() }
    nonisolated var pastEvents: [MachineEvent] { broadcast.history }
    nonisolated var address: VMIName { VMIName(namespace: cluster.namespace, name: record.vmi) }

    var state = MachineState.created
    var isKept = false
    var wasReady = false
    /// The VMI as it was seen last.
    var seen: SeenVMI?
    /// Another VMI of its name is none of ours.
    var uid: String?
    var isGone = false
    var endedByUs = false
    var shutsDown = false
    /// Why it does not start, once that has lasted too long or cannot pass.
    var failure: MachineError?
    /// Ends the patience with what may pass.
    var alarm: Task<Void, Never>?
    /// Makes its objects. A task that has ended is let go, as the others are: it would keep the memory of its calls.
    var launching: Task<Void, any Error>?
    /// Whether any of them may have been made.
    var hasLaunched = false
    var following: Task<Void, Never>?
    var deleting: Task<Void, Never>?
    var isDeleted = false
    /// Whether a lease is held for it.
    var holdsLease: Bool
    var way: Task<GuestWay, any Error>?
    var reached: GuestChannelKind?
    var relays: [UInt16: PortRelay] = [:]
    /// When the guest was last started, by the events' time.
    var bootedAt = Duration.zero
    /// The console's last line before that.
    var previousBoot: ConsoleLine?

    /// A machine that this process has made a record for, and holds a lease.
    init(_ binding: ClusterBinding, on cluster: Cluster, mayBeKept: Bool, timeline: Timeline) {
        self.init(
            binding.record, WantedVMI(binding.vmi), on: cluster, UnmadeObjects(binding), mayBeKept: mayBeKept,
            timeline: timeline)
        broadcast.send(MachineEvent(.state(.created), time: .zero))
    }

    private init(
        _ record: MachineRecord, _ vmi: WantedVMI, on cluster: Cluster, _ unmade: UnmadeObjects?, mayBeKept: Bool,
        timeline: Timeline
    ) {
        self.record = record
        wanted = vmi
        self.cluster = cluster
        isOurs = unmade != nil
        self.unmade = unmade
        self.mayBeKept = mayBeKept
        self.timeline = timeline
        holdsLease = unmade != nil
        let objects = ObjectNames(run: record.run)
        self.objects = objects
        secrets = unmade.map { $0.secrets.compactMap(\.metadata.name) } ?? [objects.seed, objects.keys]
        let (broadcast, began) = (broadcast, began)
        console = Console(
            deadlineScale: cluster.accelerator.value.deadlineScale,
            isRecorded: vmi.spec.domain.devices.autoattachSerialConsole ?? true
        ) { words in
            broadcast.send(MachineEvent(.guestFailed(words), time: began.duration(to: .now)))
        }
        let restarted = Restart()
        let place = VMIName(namespace: cluster.namespace, name: record.vmi)
        link = ConsoleLink(console: console, clock: cluster.settings.clock) {
            await restarted.told()
        } open: { () async throws(MachineError) in
            try await cluster.subresources.openConsole(of: place)
        }
        changes.send(())
        restarted.set { [weak self] in await self?.rebooted() }
    }

    /// One that nobody has any more and that goes on, as a kept one does, is not followed.
    deinit {
        following?.cancel()
        alarm?.cancel()
        streams.closeAll()
        let link = link
        Task { await link.stop() }
    }

    /// A running machine that another process made.
    static func adopt(
        _ record: MachineRecord, _ vmi: VirtualMachineInstance, on cluster: Cluster
    ) async -> ClusterMachine {
        let machine = ClusterMachine(
            record, WantedVMI(vmi), on: cluster, nil, mayBeKept: false, timeline: Timeline())
        await machine.begin(SeenVMI(vmi))
        return machine
    }

    private func begin(_ vmi: SeenVMI) async {
        uid = vmi.uid
        set(.running)
        follow(await cluster.watch(for: run).follow(run))
        await take(vmi)
        await learnAccelerator()
    }

    func set(_ next: MachineState) {
        state = next
        send(.state(next))
        changes.send(())
    }

    nonisolated func send(_ kind: MachineEvent.Kind) {
        broadcast.send(MachineEvent(kind, time: began.duration(to: .now)))
    }

    func manifest() async throws(MachineError) -> String {
        let name = record.vmi
        let vmi =
            if isOurs, state == .created { wanted } else {
                try await cluster.ask { client throws(KubernetesError) in
                    WantedVMI(
                        try await client.get(
                            VirtualMachineInstance.self, .virtualMachineInstances, name, in: self.cluster.namespace))
                }
            }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do { return String(decoding: try encoder.encode(vmi.vmi), as: UTF8.self) + "\n" } catch {
            throw .wrapping(error, .internalFault, "the VMI cannot be written")
        }
    }

    func becomeSpare(_ askedBack: @escaping @Sendable () -> Void) async {}
    func claim() async -> Bool { true }
}

/// Tells a machine that its guest starts again; made before the machine is.
private final class Restart: Sendable {
    private let body = Mutex<@Sendable () async -> Void>({})

    func set(_ body: @escaping @Sendable () async -> Void) { self.body.withLock { $0 = body } }
    func told() async { await body.withLock { $0 }() }
}

import DomainXML
import Fixtures
import KubeVirt
import Libvirt
import Lifecycle
import Machines
import Offload

/// A machine in whose place another one may be put: going back to a checkpoint is a fork that takes over.
actor ForkableMachine: MachineDriver {
    /// The one that was there first: its name, its console and its events are the machine's for ever.
    nonisolated let first: LocalMachine
    private(set) var current: LocalMachine
    nonisolated let networkPlace: NetworkPlace? = NetworkPlace()
    private var isDeleted = false
    /// One at a time.
    private var reverting: Task<Void, any Error>?

    init(_ machine: LocalMachine) {
        first = machine
        current = machine
    }

    nonisolated var name: String { first.name }
    nonisolated var run: String { first.run }
    nonisolated var vmi: VirtualMachineInstance { first.vmi }
    nonisolated var accelerator: Accelerator { first.accelerator }
    nonisolated var console: Console { first.console }
    nonisolated var timeline: Timeline { first.timeline }
    nonisolated var events: AsyncStream<MachineEvent> { first.events }
    nonisolated var pastEvents: [MachineEvent] { first.pastEvents }
    var state: MachineState { get async { await current.state } }
    var reached: GuestChannelKind? { get async { await current.reached } }
    var emulatorCommandLine: [String] { get async { await current.emulatorCommandLine } }
    var isKept: Bool { get async { await current.isKept } }

    func start() async throws(MachineError) { try await current.start() }
    func waitUntilReady() async throws(MachineError) { try await current.waitUntilReady() }
    func channel(_ kind: GuestChannelKind?) async throws(MachineError) -> any GuestChannel {
        try await current.channel(kind)
    }
    func hostPort(of port: UInt16) async throws(MachineError) -> UInt16 { try await current.hostPort(of: port) }
    func networkCard() async throws(MachineError) -> NetworkCard { try await current.networkCard() }
    func terminal() async throws(MachineError) -> any GuestConnection { try await current.terminal() }
    func pause() async throws(MachineError) { try await current.pause() }
    func unpause() async throws(MachineError) { try await current.unpause() }
    func resumeFresh() async throws(MachineError) { try await current.resumeFresh() }
    func warmUp() async { await current.warmUp() }
    func becomeSpare(_ askedBack: @escaping @Sendable () -> Void) async { await current.becomeSpare(askedBack) }
    func claim() async -> Bool { await current.claim() }
    func reset() async throws(MachineError) { try await current.reset() }
    func waitUntilStopped() async throws(MachineError) -> StopReason { try await current.waitUntilStopped() }
    func keep(for time: Duration) async throws(MachineError) { try await current.keep(for: time) }
    func consoleCaughtUp() async { await current.consoleCaughtUp() }
    func screenshot() async throws(MachineError) -> Artifact? { try await current.screenshot() }
    func manifest() async throws(MachineError) -> String { try await current.manifest() }
    nonisolated var debuggerSocket: String? { first.debuggerSocket }
    nonisolated var monitorSocket: String? { first.monitorSocket }
    func dumpMemory(to path: String) async throws(MachineError) { try await current.dumpMemory(to: path) }
    nonisolated var replay: (any ReplayDriver)? { first.replay }
    func captures(most: Int) async -> [Artifact] { await current.captures(most: most) }

    func delete() async {
        isDeleted = true
        _ = await reverting?.result
        await current.delete()
    }

    // MARK: forks

    func fork(count: Int) async throws(MachineError) -> [any MachineDriver] {
        let original = current
        let template = try await original.capture()
        do {
            return try await withThrowingTaskGroup(of: ForkableMachine.self) { group in
                for _ in 0..<count {
                    group.addTask { try await ForkableMachine(original.successor(.another, from: template)) }
                }
                var forks: [ForkableMachine] = []
                do {
                    for try await fork in group { forks.append(fork) }
                } catch {
                    // All or none.
                    group.cancelAll()
                    while let result = await group.nextResult() {
                        if case .success(let fork) = result { forks.append(fork) }
                    }
                    for fork in forks { await fork.delete() }
                    throw error
                }
                return forks
            }
        } catch {
            throw .wrapping(error, .startFailed, "it could not be forked")
        }
    }

    func checkpoint() async throws(MachineError) -> Checkpoint {
        Checkpoint(LocalCheckpoint(try await current.capture(), of: run))
    }

    func revert(to checkpoint: Checkpoint?) async throws(MachineError) {
        let template: Template
        let isTemplates = checkpoint == nil
        if let checkpoint {
            guard let state = checkpoint.state as? LocalCheckpoint, state.run == run else {
                throw MachineError(.invalidInput, "the checkpoint is another machine's", machine: name)
            }
            template = state.template
        } else {
            guard case .fork(let own, _)? = first.definition?.beginning else {
                throw MachineError(
                    .unsupported, "it was booted, so there is no template to go back to; take a checkpoint",
                    machine: name)
            }
            template = own
        }
        let before = reverting
        let task = Task {
            _ = await before?.result
            try await replace(from: template, staying: !isTemplates)
        }
        reverting = task
        do { try await joining(task) } catch {
            throw .wrapping(error, .startFailed, "it could not go back to its checkpoint")
        }
    }

    private func replace(from template: Template, staying: Bool) async throws {
        let old = current
        let begun = ContinuousClock.now
        guard !isDeleted else { throw MachineError(.stopped, "the machine was deleted", machine: name) }
        // The old one goes as soon as the new one is there: a failure leaves everything as it was.
        let new = try await old.successor(
            staying ? .same(old.predecessor) : .another, from: template, face: MachineFace(of: old))
        current = new
        await new.inherit(old.yieldMemory())
        await old.retire()
        timeline.record(.revert, from: begun)
    }
}

/// A moment of a machine's: a template that was made of it.
final class LocalCheckpoint: CheckpointState {
    let template: Template
    let run: String

    init(_ template: Template, of run: String) {
        self.template = template
        self.run = run
    }
}

extension LocalMachine {
    /// What one that takes its place takes over.
    nonisolated var predecessor: Predecessor {
        Predecessor(
            directory: path, volumes: definition?.files.volumes ?? [:], hostName: record.vmi.spec.hostname)
    }

    /// A machine like this one that goes on from a template: started, and with an identity.
    nonisolated func successor(
        _ who: Succession, from template: Template, face: MachineFace? = nil
    ) async throws -> LocalMachine {
        guard let definition else {
            throw MachineError(.unsupported, "only the process that started it can fork it", machine: name)
        }
        let machine = try await LocalProvider(host: host).make(
            definition.bound, from: .fork(template, who), mayBeKept: !definition.options.contains(.autodestroy),
            timeline: Timeline(), face: face)
        do {
            try await machine.start()
            try await machine.waitUntilReady()
            return machine
        } catch {
            await machine.delete()
            throw error
        }
    }
}

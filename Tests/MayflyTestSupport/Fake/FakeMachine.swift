import Fixtures
import Glibc
import KubeVirt
import Lifecycle
import Machines
import Offload

/// A machine without a machine: keeps every promise of the port over a fake guest.
actor FakeMachine: MachineDriver {
    nonisolated let name: String
    nonisolated let run: String
    nonisolated let vmi: VirtualMachineInstance
    nonisolated let accelerator = Accelerator.kvm
    nonisolated let console: Console
    nonisolated let timeline: Timeline
    nonisolated let guest: FakeGuest
    nonisolated let host: FakeHost
    nonisolated let mayBeKept: Bool
    private(set) var isKept = false
    private nonisolated let conditions: [ReadyCondition]
    private nonisolated let clock: any Clock<Duration>
    private nonisolated let broadcast = Broadcast<MachineEvent>(keeping: 1000)
    private nonisolated let began = ContinuousClock.now
    private nonisolated let off = Latch<StopReason>()

    private(set) var state = MachineState.created
    private let boot: @Sendable (FakeGuest) async -> Void
    private var bootedAt = Duration.zero
    private var previous: ConsoleLine?
    private var booting: Task<Void, Never>?
    private var watching: [Task<Void, Never>] = []
    private var beforePause = MachineState.running

    init(_ fixture: Fixture, name: String, options: MachineOptions, on host: FakeHost, timeline: Timeline) {
        self.name = name
        self.host = host
        self.timeline = timeline
        run = host.makeRun()
        mayBeKept = options.mayBeKept
        conditions = fixture.ready
        clock = host.clock
        boot = host.boot
        var machine = VirtualMachineInstance(
            metadata: fixture.template.metadata ?? ObjectMeta(), spec: fixture.template.spec)
        machine.metadata.name = machine.metadata.name ?? name
        vmi = machine
        let (broadcast, began) = (broadcast, began)
        console = Console(deadlineScale: accelerator.deadlineScale) { words in
            broadcast.send(MachineEvent(.guestFailed(words), time: began.duration(to: .now)))
        }
        let rebooted = Latch<@Sendable () async -> Void>()
        guest = FakeGuest(console: console, programs: host.programs) { await rebooted.known?() }
        rebooted.set { [weak self] in await self?.rebooted() }
        send(.state(.created))
    }

    nonisolated var events: AsyncStream<MachineEvent> { broadcast.stream() }

    func start() async throws(MachineError) {
        guard state == .created else {
            throw MachineError(.invalidInput, "it has been started before; create another one", machine: name)
        }
        set(.starting)
        set(.running)
        let guest = guest
        watching.append(
            Task { [weak self] in
                if (try? await guest.poweredOff.wait()) == nil { return }
                await self?.poweredOff()
            })
        beginBoot()
    }

    private func beginBoot() {
        let (boot, guest) = (boot, guest)
        booting = Task { await boot(guest) }
    }

    func waitUntilReady() async throws(MachineError) {
        let wait = ReadinessWait(
            conditions, scale: accelerator.deadlineScale, console: console, events: events, since: bootedAt,
            previous: previous, clock: clock, probe: FakeProbe(guest: guest))
        do throws(MachineError) { try await wait.run() } catch { throw named(error) }
        if state == .running { set(.ready) }
    }

    func channel(_ kind: GuestChannelKind?) async throws(MachineError) -> any GuestChannel {
        guard kind ?? .helper == .helper else {
            throw MachineError(.unsupported, "a fake guest has only the helper", machine: name)
        }
        if case .stopped(let reason) = state {
            throw MachineError(.stopped, "the machine is off: \(reason)", machine: name)
        }
        guard state != .created else { throw MachineError(.invalidInput, "it has not been started", machine: name) }
        do { return try await guest.session() } catch {
            throw named(MachineError.wrapping(error, .channelLost, "the guest does not answer"))
        }
    }

    var reached: GuestChannelKind? { .helper }

    func hostPort(of port: UInt16) async throws(MachineError) -> UInt16 {
        throw MachineError(.unsupported, "a fake machine has no network", machine: name)
    }

    func terminal() async throws(MachineError) -> any GuestConnection {
        throw MachineError(.unsupported, "a fake machine has no terminal", machine: name)
    }

    func pause() async throws(MachineError) {
        guard state == .running || state == .ready else { return }
        beforePause = state
        guest.setRunning(false)
        set(.paused)
    }

    func unpause() async throws(MachineError) {
        guard state == .paused else { return }
        guest.setRunning(true)
        set(beforePause)
    }

    func reset() async throws(MachineError) {
        guest.restart()
        await rebooted()
    }

    private func rebooted() async {
        booting?.cancel()
        previous = await console.restart()
        bootedAt = began.duration(to: .now)
        send(.rebooted)
        if state == .ready { set(.running) }
        beginBoot()
    }

    private func poweredOff() async {
        if case .stopped = state { return }
        send(.shuttingDown)
        await end(.guestShutDown)
    }

    func waitUntilStopped() async throws(MachineError) -> StopReason {
        do {
            return try await off.wait()
        } catch {
            throw .wrapping(error, .internalFault, "the fake machine lost its end")
        }
    }

    func keep(for time: Duration) async throws(MachineError) {
        guard mayBeKept else {
            throw MachineError(.invalidInput, "it was not created to be kept (MachineOptions.mayBeKept)", machine: name)
        }
        host.keep(run, for: time)
        isKept = true
    }

    func delete() async {
        await end(.ended)
        host.remove(run)
    }

    private func end(_ reason: StopReason) async {
        if case .stopped = state { return }
        set(.stopped(reason))
        booting?.cancel()
        for task in watching { task.cancel() }
        guest.lose(MachineError(.channelLost, "the machine went off", machine: name))
        await console.finish(reason)
        broadcast.finish()
        off.set(reason)
    }

    func manifest() async throws(MachineError) -> String { "fake \(run)" }

    private func set(_ next: MachineState) {
        state = next
        send(.state(next))
    }

    private nonisolated func send(_ kind: MachineEvent.Kind) {
        broadcast.send(MachineEvent(kind, time: began.duration(to: .now)))
    }

    private nonisolated func named(_ error: MachineError) -> MachineError {
        var error = error
        error.machine = name
        return error
    }
}

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
    nonisolated let fixture: Fixture
    /// How it comes to be.
    nonisolated let origin: MachineOrigin
    private(set) var isKept = false
    private nonisolated let clock: any Clock<Duration>
    private nonisolated let broadcast = Broadcast<MachineEvent>(keeping: 1000)
    private nonisolated let began = ContinuousClock.now
    private nonisolated let off = Latch<StopReason>()

    private(set) var state = MachineState.created
    /// What it goes on from is ready, so nothing has to be waited for.
    private var wasReady = false
    private let boot: @Sendable (FakeGuest) async -> Void
    private var bootedAt = Duration.zero
    private var previous: ConsoleLine?
    private var booting: Task<Void, Never>?
    private var watching: [Task<Void, Never>] = []
    private(set) var beforePause = MachineState.running
    /// Wants its memory back, as long as it serves nobody.
    private var shed: (@Sendable () -> Void)?
    private var isAskedBack = false

    init(_ fixture: Fixture, name: String, options: MachineOptions, on host: FakeHost, timeline: Timeline) {
        self.name = name
        self.host = host
        self.timeline = timeline
        run = host.makeRun()
        mayBeKept = options.mayBeKept
        self.fixture = fixture
        origin = options.origin ?? (fixture.forkable ? .template : .boot)
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
    nonisolated var pastEvents: [MachineEvent] { broadcast.history }

    func start() async throws(MachineError) {
        guard state == .created else {
            throw MachineError(.invalidInput, "it has been started before; create another one", machine: name)
        }
        set(.starting)
        let template = origin == .template ? try await host.template(of: fixture) : nil
        guard state == .starting else { throw MachineError(.stopped, "it was ended while it started", machine: name) }
        set(.running)
        watch()
        if let template { goOn(from: template, because: "it started") } else { beginBoot() }
    }

    /// Starts as a fork: what it goes on from was running.
    func start(from template: FakeBoot, ready: Bool) {
        set(.starting)
        set(.running)
        watch()
        goOn(from: template, because: "it was forked")
        wasReady = ready
        if ready { set(.ready) }
    }

    /// The guest is as it was once.
    func goOn(from template: FakeBoot, because reason: String) {
        booting?.cancel()
        guest.restore(template, because: reason)
        guest.setRunning(true)
        wasReady = true
    }

    /// Back where it was: state and console as if nothing had been since.
    func revert(_ mark: FakeBoot, to then: MachineState) async {
        goOn(from: mark, because: "the machine was reverted")
        previous = await console.restart()
        wasReady = then == .ready
        if state != then { set(then) }
    }

    private func watch() {
        let guest = guest
        watching.append(
            Task { [weak self] in
                if (try? await guest.poweredOff.wait()) == nil { return }
                await self?.poweredOff()
            })
    }

    private func beginBoot() {
        let (boot, guest) = (boot, guest)
        booting = Task { await boot(guest) }
    }

    func waitUntilReady() async throws(MachineError) {
        if wasReady {
            if state == .running { set(.ready) }
            return
        }
        let wait = ReadinessWait(
            fixture.ready, scale: accelerator.deadlineScale, console: console, events: events, since: bootedAt,
            previous: previous, clock: clock, probe: FakeProbe(guest: guest))
        do throws(MachineError) { try await wait.run() } catch { throw named(error) }
        if state == .running { set(.ready) }
    }

    func channel(_ kind: GuestChannelKind?) async throws(MachineError) -> any GuestChannel {
        guard kind ?? .helper == .helper else {
            throw MachineError(.unsupported, "a fake guest has only the helper", machine: name)
        }
        if case .stopped(let reason) = state {
            throw MachineError.off(reason, machine: name)
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

    func becomeSpare(_ askedBack: @escaping @Sendable () -> Void) { shed = askedBack }

    func claim() -> Bool {
        shed = nil
        return !isAskedBack
    }

    /// As the host does when another machine waits for memory; whether it serves nobody.
    func askBack() -> Bool {
        guard let shed, !isAskedBack else { return false }
        isAskedBack = true
        shed()
        return true
    }

    func reset() async throws(MachineError) {
        guest.restart()
        await rebooted()
    }

    private func rebooted() async {
        booting?.cancel()
        wasReady = false
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

    func end(_ reason: StopReason) async {
        if case .stopped = state { return }
        set(.stopped(reason))
        booting?.cancel()
        for task in watching { task.cancel() }
        guest.lose(MachineError(.channelLost, "the machine went off", machine: name))
        await console.finish(reason)
        broadcast.finish()
        off.set(reason)
    }

    func consoleCaughtUp() async { await host.late(guest) }

    func manifest() async throws(MachineError) -> String { "fake \(run)" }

    func screenshot() async throws(MachineError) -> Artifact? { await host.display() }

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

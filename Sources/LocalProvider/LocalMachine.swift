import Channels
import Glibc
import Host
import KubeVirt
import Libvirt
import Lifecycle
import Machines
import Offload
import Wire

/// A machine on this host's private libvirt.
actor LocalMachine: MachineDriver {
    /// How many host processes can talk to a guest at once.
    static let helperPorts = 4

    nonisolated let record: MachineRecord
    nonisolated let console: Console
    nonisolated let timeline: Timeline
    nonisolated let host: LocalHost
    nonisolated let lease: Lease
    nonisolated let path: String
    nonisolated let broadcast = Broadcast<MachineEvent>(keeping: 1000)
    nonisolated let began = ContinuousClock.now

    nonisolated var name: String { record.machine }
    nonisolated var run: String { record.run }
    nonisolated var vmi: VirtualMachineInstance { record.vmi }
    nonisolated var accelerator: Accelerator { record.accelerator }
    nonisolated var events: AsyncStream<MachineEvent> { broadcast.stream() }

    private(set) var state = MachineState.created
    /// When the guest was last started, by the events' time.
    private(set) var bootedAt = Duration.zero
    /// The console's last line before that.
    private(set) var previousBoot: ConsoleLine?
    /// What libvirt will tell us that we did ourselves.
    private var expected: [DomainEvent.Kind: Int] = [:]
    /// Held by the process that made the machine; nil in one that found it.
    private let directory: MachineDirectory?
    private let definition: Definition?
    private var process: ProcessHandle?
    var startedAt: ContinuousClock.Instant?
    private var tasks: [Task<Void, Never>] = []
    private var opening: Task<HelperChannel, any Error>?
    /// When the guest's helper started, by our clock; known once it has answered.
    private(set) var helperStart: ContinuousClock.Instant?
    private var stopWaiters: [CheckedContinuation<StopReason, Never>] = []
    private var wasReady = false
    private var guestAskedToStop = false
    private var endedByUs = false
    private var isKept = false
    private var deleting: Task<Void, Never>?

    /// What a machine is started from.
    struct Definition: Sendable {
        let xml: String
        let options: Connection.CreateOptions
    }

    /// A machine that this process owns, not started yet.
    init(record: MachineRecord, directory: MachineDirectory, definition: Definition, host: LocalHost, timeline: Timeline) {
        self.record = record
        self.directory = directory
        self.definition = definition
        self.host = host
        self.timeline = timeline
        lease = directory.lease
        path = directory.path
        console = Self.console(of: record, broadcast, began)
        broadcast.send(MachineEvent(.state(.created), time: .zero))
    }

    /// A running machine that another process made.
    init(record: MachineRecord, lease: Lease, process: ProcessHandle, host: LocalHost) async {
        self.record = record
        self.lease = lease
        self.process = process
        self.host = host
        directory = nil
        definition = nil
        timeline = Timeline()
        path = host.directories.machine(lease.run)
        console = Self.console(of: record, broadcast, began)
        isKept = true
        watch(process)
        set(.running)
        // Not waited for: the guest can be reached while a killed daemon is being replaced.
        tasks.append(
            Task { [weak self] in
                if let connection = try? await host.connection() { await self?.listen(to: connection.events()) }
            })
    }

    private static func console(
        of record: MachineRecord, _ broadcast: Broadcast<MachineEvent>, _ began: ContinuousClock.Instant
    ) -> Console {
        Console(deadlineScale: record.accelerator.deadlineScale) { words in
            broadcast.send(MachineEvent(.guestFailed(words), time: began.duration(to: .now)))
        }
    }

    func start() async throws(MachineError) {
        guard let definition, state == .created else {
            throw MachineError(.invalidInput, "it has been started before; create another one", machine: name)
        }
        let start = ContinuousClock.now
        set(.starting)
        do throws(MachineError) {
            let connection = try await host.connection()
            let events = connection.events()
            do throws(LibvirtError) {
                _ = try await connection.createDomain(xml: definition.xml, definition.options)
            } catch {
                throw .libvirt(error, .startFailed, "libvirt did not start the machine")
            }
            let pid = FileSystem.text(host.layout.pidFile(of: lease.domain)).flatMap { Int32($0.filter(\.isNumber)) }
            guard let process = pid.flatMap({ ProcessHandle(pid: $0) { Sweeper.isMachine(run, $0) } }) else {
                throw MachineError(.startFailed, "QEMU ended as soon as it was started", cause: nil)
            }
            self.process = process
            startedAt = .now
            listen(to: events)
            watch(process)
        } catch {
            timeline.record(.start, from: start)
            await delete()
            throw error.named(name)
        }
        timeline.record(.start, from: start)
        set(.running)
        openChannel()
    }

    // MARK: what happens to it

    private func listen(to events: AsyncStream<DomainEvent>) {
        let domain = lease.domain
        tasks.append(
            Task { [weak self] in
                for await event in events where event.domain == domain {
                    await self?.take(event)
                }
            })
    }

    private func take(_ event: DomainEvent) async {
        if let count = expected[event.kind], count > 0 {
            expected[event.kind] = count - 1
            return
        }
        switch event.kind {
        case .suspended: paused()
        case .resumed: resumed()
        case .rebooted: await rebooted()
        case .shutdown:
            guestAskedToStop = true
            send(.shuttingDown)
        case .defined, .started, .crashed, .stopped, .connectionLost: break
        }
    }

    private func paused() { if state == .running || state == .ready { set(.paused) } }
    private func resumed() { if state == .paused { set(wasReady ? .ready : .running) } }

    /// The guest starts from the beginning: its helper is another one, and knows nothing of our session.
    private func rebooted() async {
        wasReady = false
        helperStart = nil
        startedAt = .now
        let old = opening
        opening = nil
        old?.cancel()
        previousBoot = await console.restart()
        // What the console has said by now was of the last boot.
        bootedAt = began.duration(to: .now)
        if let channel = try? await old?.value { channel.abandon("the guest was restarted") }
        send(.rebooted)
        if state == .ready { set(.running) }
        openChannel()
    }

    /// Follows the console and waits for QEMU's end, which the kernel tells us before libvirt does.
    private func watch(_ process: ProcessHandle) {
        let console = console
        let follower = try? ConsoleFollower(path + "/console.log")
        let following = Task { if let follower { await follower.follow(into: console) } }
        tasks.append(following)
        tasks.append(
            Task { [weak self] in
                await process.wait()
                if Task.isCancelled { return }
                following.cancel()
                await following.value
                if let follower { await follower.drain(into: console) }
                await self?.stopped()
            })
    }

    private func stopped() async {
        if case .stopped = state { return }
        let wasEnded = endedByUs || !FileSystem.exists(path) || FileSystem.exists(endedMark)
        let reason: StopReason = wasEnded ? .ended : guestAskedToStop ? .guestShutDown : .hypervisorDied
        set(.stopped(reason))
        await console.finish(reason)
        if let channel = try? await openedChannel() { await channel.close() }
        for waiter in stopWaiters { waiter.resume(returning: reason) }
        stopWaiters = []
        broadcast.finish()
    }

    func waitUntilStopped() async -> StopReason {
        if case .stopped(let reason) = state { return reason }
        return await withCheckedContinuation { stopWaiters.append($0) }
    }

    func markReady() {
        wasReady = true
        if state == .running { set(.ready) }
    }

    private func set(_ next: MachineState) {
        state = next
        send(.state(next))
    }

    private func send(_ kind: MachineEvent.Kind) {
        broadcast.send(MachineEvent(kind, time: began.duration(to: .now)))
    }

    // MARK: the way in

    /// Begins to talk at once: QEMU keeps what we say until the guest opens its port, so nothing is polled.
    @discardableResult
    private func openChannel() -> Task<HelperChannel, any Error> {
        if let opening { return opening }
        let (path, ports) = (path, Self.helperPorts)
        let task = Task {
            let port = try await HelperPort.take(of: path, count: ports)
            let channel = try await HelperChannel.open(port)
            note(channel.greeting)
            return channel
        }
        opening = task
        return task
    }

    private func note(_ greeting: Greeting) {
        let running = greeting.now >= greeting.started ? greeting.now - greeting.started : 0
        helperStart = .now - .nanoseconds(Int64(clamping: running))
    }

    private func openedChannel() async throws -> HelperChannel? {
        try await opening?.value
    }

    func channel() async throws(MachineError) -> any GuestChannel {
        try await helper()
    }

    func helper() async throws(MachineError) -> HelperChannel {
        if case .stopped(let reason) = state { throw MachineError(.stopped, "the machine is off: \(reason)", machine: name) }
        guard process != nil else { throw MachineError(.invalidInput, "it has not been started", machine: name) }
        do {
            return try await joining(openChannel())
        } catch {
            throw MachineError.wrapping(error, .channelLost, "the guest helper does not answer").named(name)
        }
    }

    // MARK: what is done to it

    func pause() async throws(MachineError) {
        if state == .paused { return }
        try await expecting(.suspended, "pause") { try await $0.suspend() }
        paused()
    }

    func unpause() async throws(MachineError) {
        guard state == .paused else { return }
        try await expecting(.resumed, "unpause") { try await $0.resume() }
        resumed()
    }

    func reset() async throws(MachineError) {
        try await expecting(.rebooted, "reset") { try await $0.reset() }
        await rebooted()
    }

    /// Does what libvirt will tell us of: the caller finds it done, whenever the event comes.
    private func expecting(
        _ kind: DomainEvent.Kind, _ verb: String, _ body: @Sendable (Domain) async throws -> Void
    ) async throws(MachineError) {
        expected[kind, default: 0] += 1
        do throws(MachineError) {
            try await onDomain(verb, body)
        } catch {
            expected[kind, default: 1] -= 1
            throw error
        }
    }

    func terminal() async throws(MachineError) -> any GuestConnection {
        guard process != nil else { throw MachineError(.invalidInput, "it has not been started", machine: name) }
        return try await SerialTerminal(of: path)
    }

    func manifest() async throws(MachineError) -> String {
        if let definition { return definition.xml }
        return try await onDomain("describe") { try await $0.xml() }
    }

    /// Looked up each time: the daemon may have been replaced since.
    private func onDomain<Value: Sendable>(
        _ verb: String, _ body: @Sendable (Domain) async throws -> Value
    ) async throws(MachineError) -> Value {
        do {
            return try await body(try await host.connection().domain(named: lease.domain))
        } catch let error as LibvirtError {
            throw MachineError.libvirt(error, .internalFault, "libvirt could not \(verb) the machine").named(name)
        } catch {
            throw MachineError.host(error).named(name)
        }
    }

    func keep(for time: Duration) async throws(MachineError) {
        guard let directory, let definition, !definition.options.contains(.autodestroy) else {
            throw MachineError(.invalidInput, "it was not created to be kept (MachineOptions.mayBeKept)", machine: name)
        }
        do throws(HostError) {
            try directory.keep(until: wallClock() + Double(time.components.seconds))
        } catch {
            throw .host(error)
        }
        isKept = true
        await letGo()
    }

    /// Stops looking after it without ending it.
    private func letGo() async {
        // A guest that never answers must not hold us.
        opening?.cancel()
        if let channel = try? await openedChannel() { await channel.close() }
        for task in tasks { task.cancel() }
        broadcast.finish()
    }

    func delete() async {
        if let deleting { return await deleting.value }
        let task = Task { await self.end() }
        deleting = task
        await task.value
    }

    private nonisolated var endedMark: String { path + "/ended" }

    private func end() async {
        let start = ContinuousClock.now
        endedByUs = true
        opening?.cancel()
        // Whoever else looks after the machine shall not take it for an accident.
        close(open(endedMark, O_CREAT | O_CLOEXEC, 0o600))
        if let process { await process.kill() }
        await stopped()
        for task in tasks { task.cancel() }
        if let directory {
            try? directory.remove()
        } else {
            await Ownerless.remove(path)
        }
        timeline.record(.teardown, from: start)
    }
}

extension MachineError {
    func named(_ machine: String) -> MachineError {
        var copy = self
        copy.machine = machine
        return copy
    }
}

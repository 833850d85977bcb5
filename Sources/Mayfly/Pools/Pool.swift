public import Fixtures
import Lifecycle
public import Machines
import Offload

/// Machines of a fixture that are made ahead, so that who takes one need not wait for it.
///
/// What lies ready is running, has an identity of its own and stands still, so it costs memory and no processor time. Who
/// takes one is its owner; a pool never takes one back. An empty pool makes one when it is asked, a fork or else a boot,
/// and serves who has waited longest. When another machine has to wait for memory, in this process or in another one of
/// the user's, a pool gives up as much of what lies ready as is needed.
///
/// ```swift
/// let pool = Pool(try Fixture(named: "debian-12"), ready: 4)
/// try await pool.withMachine { machine in
///     try await machine.run("systemctl", "restart", "ssh").check()
/// }
/// await pool.drain()
/// ```
///
/// A pool that was not drained is when the process ends, or nobody has it any more.
public actor Pool {
    /// What its machines are made of.
    public nonisolated let fixture: Fixture
    /// Why a machine could not be made the last time that this happened; nil when it never did. A fork that failed and
    /// was followed by a boot is told here and nowhere else.
    public internal(set) var lastFailure: MachineError?

    let maker: MachineMaker
    let clock: any Clock<Duration>
    var stock: Stock
    var machines: [Int: Machine] = [:]
    var failures: [Int: MachineError] = [:]
    var makers: [Int: Task<Void, Never>] = [:]
    /// What is put to sleep or ended, which the end of the pool waits for.
    var chores: [Int: Task<Void, Never>] = [:]
    /// One for each that lies ready: it may die meanwhile.
    var watchers: [Int: Task<Void, Never>] = [:]
    var callers: [Int: CheckedContinuation<Result<Handed, MachineError>, Never>] = [:]
    var alarm: Task<Void, Never>?
    var next = 0

    /// A machine as a caller gets it.
    struct Handed: Sendable {
        var machine: Machine
        var asleep: Bool
    }

    /// A pool that keeps so many machines ready, and begins at once to make them.
    ///
    /// - Parameters:
    ///   - fixture: The recipe; its machines are forks when it is forkable, and are booted when it is not.
    ///   - ready: How many lie ready.
    ///   - options: A name for its machines, and how they come to be.
    ///   - provider: The back end; this host's private libvirt when nil.
    public init(
        _ fixture: Fixture, ready: Int, options: MachineOptions = MachineOptions(),
        on provider: (any MachineProvider)? = nil
    ) {
        self.init(fixture, ready: ready, options: options, on: provider, clock: ContinuousClock())
    }

    package init(
        _ fixture: Fixture, ready: Int, options: MachineOptions = MachineOptions(),
        on provider: (any MachineProvider)? = nil, clock: any Clock<Duration>
    ) {
        self.fixture = fixture
        self.clock = clock
        maker = MachineMaker(fixture: fixture, options: options, provider: provider)
        let width = MachineMaker.width
        stock = Stock(Stock.Limits(ready: ready, atOnce: width, refillsAtOnce: max(width / 2, 1)))
        Task { [weak self] in await self?.begin() }
    }

    deinit {
        alarm?.cancel()
        for watcher in watchers.values { watcher.cancel() }
        let left = Array(machines.values)
        if left.isEmpty { return }
        Task { for machine in left { await machine.delete() } }
    }

    /// How many machines lie ready.
    public var ready: Int { stock.shelf.count }

    /// A machine of the caller's own, ready; it ends when the caller deletes it, or with this process.
    ///
    /// One that lies ready comes at once; otherwise the next that is made comes to whoever has waited longest.
    ///
    /// - Throws: ``MachineError``: why none could be made, forked or booted; ``MachineError/Code/stopped`` once the pool
    ///   was drained.
    public func take() async throws(MachineError) -> Machine {
        next += 1
        let caller = next
        var event = Stock.Event.asked(caller)
        while true {
            let handed = try await wait(caller, event)
            guard await handed.machine.driver.claim() else {
                // Its memory is wanted elsewhere, and that was told first.
                await handed.machine.delete()
                event = .spoiled(caller)
                continue
            }
            if !handed.asleep { return handed.machine }
            do throws(MachineError) {
                try await handed.machine.driver.resumeFresh()
                return handed.machine
            } catch {
                await handed.machine.delete()
                if error.code == .cancelled { throw error }
                lastFailure = error
                event = .spoiled(caller)
            }
        }
    }

    /// Takes a machine, hands it to the body, and ends it, unless the body kept it; see ``take()``.
    public func withMachine<Value: Sendable>(_ body: (Machine) async throws -> Value) async throws -> Value {
        let machine = try await take()
        return try await finishing {
            try await body(machine)
        } finally: {
            if await !machine.driver.isKept { await machine.delete() }
        }
    }

    /// Ends what lies ready, and gives no more machines; those that were taken live on.
    public func drain() async {
        apply(.drained)
        alarm?.cancel()
        await uncancelled { await self.waitForChores() }
    }

    /// Keeps so many ready from now on.
    package func keep(_ ready: Int) {
        if ready != stock.limits.ready { apply(.keep(ready)) }
    }

    private func waitForChores() async {
        while let chore = makers.values.first ?? chores.values.first { await chore.value }
    }

    private func begin() {
        ProcessPools.ofThisProcess.add(self)
        for action in stock.start() { perform(action) }
    }

    // MARK: callers

    /// Waits for a machine; the event says how the caller comes to the line.
    private func wait(_ caller: Int, _ event: Stock.Event) async throws(MachineError) -> Handed {
        let result: Result<Handed, MachineError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                callers[caller] = continuation
                if Task.isCancelled { leave(caller) } else { apply(event) }
            }
        } onCancel: {
            Task { await self.leave(caller) }
        }
        return try result.get()
    }

    private func leave(_ caller: Int) {
        guard let continuation = callers.removeValue(forKey: caller) else { return }
        apply(.left(caller))
        continuation.resume(returning: .failure(MachineError(.cancelled, "cancelled", machine: fixture.name)))
    }
}

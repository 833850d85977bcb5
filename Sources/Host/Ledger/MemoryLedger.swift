import Glibc
import Lifecycle
import Offload

/// Who has been promised how much of this host's memory, across all processes of a user's that share a runtime directory;
/// and who waits for it, in order.
///
/// Everything is in files that the kernel unlocks when their owner dies; there is no process that keeps the books.
package actor MemoryLedger {
    /// How long somebody waits who does not say: a test run's machines end within minutes.
    package static let usualWait: Duration = .seconds(600)

    nonisolated let files: LedgerFiles
    nonisolated let capacity: MemoryCapacity
    var waiters: [String: MemoryWaiter] = [:]
    /// How long all wait for each other before one of them has to give up: other programs may end meanwhile.
    private let patience: Duration
    /// What names of files mean: taking apart hundreds of them would be most of the time that a grant takes.
    private var known: [String: LedgerEntry] = [:]
    private var spares: [String: WeakGrant] = [:]
    private var watching: (scope: LedgerWatch.Scope, task: Task<Void, Never>)?

    private struct WeakGrant {
        weak var grant: MemoryGrant?
    }

    package init(
        _ directories: HostDirectories, capacity: MemoryCapacity = MemoryCapacity(), patience: Duration = .seconds(10)
    ) {
        files = LedgerFiles(root: directories.ledger)
        self.capacity = capacity
        self.patience = patience
    }

    /// Promises memory; waits for it in order, and no longer than that.
    ///
    /// `bytes` are counted as they will be used: private pages, not the guest's size. `holder` is a machine's name, or what
    /// else it is for: others who wait are told. A `limit` of zero asks for an answer at once. `shed` makes it a spare
    /// one's, which is asked back by this call when somebody else waits: release it soon. `waits` is told what it waits for,
    /// when that takes longer than a second.
    package func admit(
        _ bytes: Int64, for holder: String, within limit: Duration = usualWait, shed: (@Sendable () -> Void)? = nil,
        waits: (@Sendable (String) -> Void)? = nil
    ) async throws(HostError) -> MemoryGrant {
        let bytes = min(max(0, bytes), LedgerEntry.most)
        let record = LedgerRecord(holder: holder)
        let waiter: MemoryWaiter
        do {
            let lock = try await files.lockToWrite()
            defer { lock.release() }
            let (granted, waiting) = entries()
            // All promises in full, those of the dead too: where it fits beside them nothing else need be known.
            let room = capacity.room(beside: granted.map { Room.Promise(bytes: $0.bytes) })
            guard bytes <= room.most else { throw neverFits(bytes, holder, room) }
            let entry = LedgerEntry(
                ticket: 1 + (granted + waiting).reduce(0) { max($0, $1.ticket) }, id: Lease.makeRun(),
                bytes: bytes, isSpare: shed != nil)
            if waiting.isEmpty, bytes <= room.free {
                return grant(entry, try files.make(entry, in: files.granted, record), shed)
            }
            waiter = MemoryWaiter(entry, record, try files.make(entry, in: files.waiting, record), shed, waits)
            waiters[entry.id] = waiter
            let survey = settle()
            if waiter.outcome == nil, limit <= .zero { finish(waiter, .failure(full(waiter, survey))) }
        } catch {
            throw HostError.ledger(error, files.root)
        }
        if waiter.outcome == nil { watch() }
        return try await wait(waiter, limit)
    }

    @discardableResult
    func wait(_ waiter: MemoryWaiter, _ limit: Duration) async throws(HostError) -> MemoryGrant {
        let id = waiter.entry.id
        let alarm = Task {
            try await Task.sleep(for: limit)
            await self.expire(id)
        }
        defer { alarm.cancel() }
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { waiter.wait(with: $0) }
        } onCancel: {
            Task { await self.cancel(id) }
        }.get()
    }

    // MARK: ends of a wait

    private func cancel(_ id: String) {
        guard let waiter = waiters[id] else { return }
        finish(
            waiter, .failure(HostError(.cancelled, "cancelled while it waited for memory", cause: CancellationError())))
        watch()
    }

    private func expire(_ id: String) async {
        let lock = try? await files.lock()
        defer { lock?.release() }
        guard let waiter = waiters[id] else { return }
        let survey = settle()
        if waiter.outcome == nil { finish(waiter, .failure(full(waiter, survey))) }
        watch()
    }

    func finish(_ waiter: MemoryWaiter, _ outcome: Result<MemoryGrant, HostError>) {
        waiters[waiter.entry.id] = nil
        if case .failure = outcome {
            unlink(files.waiting + "/" + waiter.entry.name)
            waiter.lock.release()
        }
        waiter.finish(outcome)
    }

    private func grant(_ entry: LedgerEntry, _ lock: FileLock, _ shed: (@Sendable () -> Void)?) -> MemoryGrant {
        let grant = MemoryGrant(entry, in: files.granted, lock: lock, shed: shed)
        if entry.isSpare {
            spares[entry.id] = WeakGrant(grant: grant)
            watch()
        }
        return grant
    }

    // MARK: looking

    /// Watches as long as there is somebody to watch for.
    func watch() {
        spares = spares.filter { $0.value.grant?.isSpare ?? false }
        let scope: LedgerWatch.Scope? = waiters.isEmpty ? (spares.isEmpty ? nil : .waiting) : .all
        guard scope != watching?.scope else { return }
        watching?.task.cancel()
        watching = nil
        guard let scope else { return }
        let files = files
        let task = Task {
            var watch = LedgerWatch(files, scope)
            // What came before it watched is not missed.
            await self.look()
            while !Task.isCancelled {
                await watch.next()
                if !Task.isCancelled { await self.look() }
            }
        }
        watching = (scope, task)
    }

    /// What the names say, in no order.
    private func entries() -> (granted: [LedgerEntry], waiting: [LedgerEntry]) {
        var seen: [String: LedgerEntry] = [:]
        let (granted, waiting) = (files.granted, files.waiting)
        func entries(_ directory: String) -> [LedgerEntry] {
            FileSystem.names(in: directory).compactMap { name in
                guard let entry = known[name] ?? LedgerEntry(name) else { return nil }
                seen[name] = entry
                return entry
            }
        }
        defer { known = seen }
        return (entries(granted), entries(waiting))
    }

    private func look() async {
        guard let lock = try? await files.lock() else { return }
        defer { lock.release() }
        if !waiters.isEmpty || isShort { settle() }
        watch()
    }

    /// Whether somebody waits, or more may have been promised than there is.
    private var isShort: Bool {
        let (granted, waiting) = entries()
        return !waiting.isEmpty || capacity.room(beside: granted.map { Room.Promise(bytes: $0.bytes) }).free < 0
    }

    /// Looks at everything and does for our own what is to be done. The ledger is locked.
    @discardableResult
    func settle() -> LedgerSurvey {
        let survey = LedgerSurvey(files, capacity)
        let leaving = spares.filter { $0.value.grant?.isAskedBack ?? false }.keys
        var admission = Admission(
            survey.room, granted: survey.granted.map(\.entry.request), waiting: survey.waiting.map(\.entry.request),
            leaving: Set(leaving))
        for action in admission.settle() {
            switch action {
            case .grant(let id): if let waiter = waiters[id] { serve(waiter) }
            case .refuse(let id):
                guard let waiter = waiters[id] else { continue }
                finish(waiter, .failure(neverFits(waiter.entry.bytes, waiter.record.holder, survey.room)))
            case .shed(let id): spares[id]?.grant?.askBack()
            case .giveUp(let id):
                guard let waiter = waiters[id], waiter.waited >= patience else { continue }
                finish(waiter, .failure(full(waiter, survey)))
            }
        }
        for waiter in waiters.values { waiter.tell(survey) }
        return survey
    }

    private func serve(_ waiter: MemoryWaiter) {
        if let growth = waiter.growth { return enlarge(growth, for: waiter) }
        let name = "/" + waiter.entry.name
        do throws(SystemError) {
            // The same file and the same lock: at no moment is it neither waiting nor granted.
            try retrying("rename", files.waiting + name) { rename(files.waiting + name, files.granted + name) }
        } catch {
            return finish(waiter, .failure(.ledger(error, files.root)))
        }
        finish(waiter, .success(grant(waiter.entry, waiter.lock, waiter.shed)))
    }

    /// Removes what dead owners left: nobody needs it, but nothing shall be left.
    package func sweep() async {
        guard let lock = try? await files.lock() else { return }
        defer { lock.release() }
        files.sweep()
    }

    // MARK: for people

    /// What there is and who has it; nil when it cannot be read.
    package func survey() async -> LedgerSurvey? {
        guard let lock = try? await files.lock() else { return nil }
        defer { lock.release() }
        return LedgerSurvey(files, capacity)
    }
}

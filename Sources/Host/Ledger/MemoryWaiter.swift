/// One who waits for memory in this process; the ledger's alone.
final class MemoryWaiter {
    struct Growth {
        let grant: MemoryGrant
        let bytes: Int64
    }

    let entry: LedgerEntry
    let record: LedgerRecord
    let lock: FileLock
    let shed: (@Sendable () -> Void)?
    /// What it is to be enlarged to, where it is for a promise that is there already.
    let growth: Growth?
    private let waits: (@Sendable (String) -> Void)?
    private let since = ContinuousClock.now
    private var told: String?
    private(set) var outcome: Result<MemoryGrant, HostError>?
    private var continuation: CheckedContinuation<Result<MemoryGrant, HostError>, Never>?

    init(
        _ entry: LedgerEntry, _ record: LedgerRecord, _ lock: FileLock, _ shed: (@Sendable () -> Void)?,
        _ waits: (@Sendable (String) -> Void)?, growth: Growth? = nil
    ) {
        (self.entry, self.record, self.lock, self.shed, self.waits) = (entry, record, lock, shed, waits)
        self.growth = growth
    }

    var waited: Duration { since.duration(to: .now) }

    func wait(with continuation: CheckedContinuation<Result<MemoryGrant, HostError>, Never>) {
        if let outcome { continuation.resume(returning: outcome) } else { self.continuation = continuation }
    }

    func finish(_ outcome: Result<MemoryGrant, HostError>) {
        self.outcome = outcome
        continuation?.resume(returning: outcome)
        continuation = nil
    }

    /// Says what it waits for, once that takes a while, and again when it has changed.
    func tell(_ survey: LedgerSurvey) {
        guard let waits, waited >= .seconds(1) else { return }
        let words = survey.words(for: entry)
        guard words != told else { return }
        told = words
        waits(words)
    }
}

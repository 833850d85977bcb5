import Glibc
import Lifecycle
import Offload

/// Promises that were estimates, and are enlarged when more is taken.
extension MemoryLedger {
    /// Counts a grant as what its process has taken by now, and promises it `step` bytes more, but no more than `most`
    /// or than there can be in all; waits for that as ``admit(_:for:within:shed:waits:)`` does, before all who came
    /// later. The process must stand still for as long as this waits: at once (a limit of zero) it may run.
    ///
    /// - Throws: ``HostError/Code/memory`` when there is none in time or more was taken than there can be, or when all
    ///   who have some wait for more of it: then it is the last of them who hears of it, and should end to make room.
    package func enlarge(
        _ grant: MemoryGrant, by step: Int64, upTo most: Int64, for holder: String, within limit: Duration = usualWait,
        waits: (@Sendable (String) -> Void)? = nil
    ) async throws(HostError) {
        let waiter: MemoryWaiter
        do {
            let lock = try await files.lockToWrite()
            defer { lock.release() }
            guard let entry = grant.entry else { return }
            let survey = LedgerSurvey(files, capacity)
            let held = max(entry.bytes, grant.taken)
            let wanted = max(held, min(held + step, most, survey.room.most))
            guard wanted <= survey.room.most else { throw neverFits(wanted, holder, survey.room) }
            if !survey.isGrowing, wanted - held <= survey.room.free, grant.enlarge(to: wanted) { return }
            let asked = LedgerEntry(ticket: entry.ticket, id: entry.id, bytes: wanted - held)
            let record = LedgerRecord(holder: holder)
            waiter = MemoryWaiter(
                asked, record, try files.make(asked, in: files.waiting, record), nil, waits,
                growth: MemoryWaiter.Growth(grant: grant, bytes: wanted))
            waiters[asked.id] = waiter
            let settled = settle()
            if waiter.outcome == nil, limit <= .zero { finish(waiter, .failure(full(waiter, settled))) }
        } catch {
            throw HostError.ledger(error, files.root)
        }
        if waiter.outcome == nil { watch() }
        try await wait(waiter, limit)
    }

    /// The ledger is locked.
    func enlarge(_ growth: MemoryWaiter.Growth, for waiter: MemoryWaiter) {
        // Never counted twice, and never not at all: what was taken already counts by itself.
        unlink(files.waiting + "/" + waiter.entry.name)
        waiter.lock.release()
        guard growth.grant.enlarge(to: growth.bytes) else {
            return finish(waiter, .failure(HostError(.cancelled, "its memory was given back while it waited for more")))
        }
        finish(waiter, .success(growth.grant))
    }
}

extension LedgerSurvey {
    /// Whether somebody who has memory waits for more.
    var isGrowing: Bool {
        let holders = Set(granted.map(\.entry.id))
        return waiting.contains { holders.contains($0.entry.id) }
    }
}

import Glibc
import Lifecycle
import Offload

extension MemoryLedger {
    nonisolated func neverFits(_ bytes: Int64, _ holder: String, _ room: Room) -> HostError {
        let isBounded = capacity.limit.map { $0 <= room.most } ?? false
        return HostError(
            .memory,
            "\(holder) needs \(bytes.mebibytes) of memory, and "
                + (isBounded
                    ? "\(MemoryCapacity.variable) lets Mayfly use \(room.most.mebibytes) at once. Give it less, or raise "
                        + "\(MemoryCapacity.variable)."
                    : "this host has \(room.most.mebibytes) for machines, were there nothing else. Give it less, or use a "
                        + "host with more."))
    }

    func full(_ waiter: MemoryWaiter, _ survey: LedgerSurvey) -> HostError {
        let seconds = waiter.waited.components.seconds
        return HostError(
            .memory,
            (seconds > 0 ? "\(waiter.record.holder) waited \(seconds) s for " : "\(waiter.record.holder) needs ")
                + survey.words(for: waiter.entry) + ". End something, run fewer machines at once, or give them less"
                + (survey.limit == nil ? "." : "; \(MemoryCapacity.variable) bounds what all have together."))
    }
}

extension HostError {
    static func ledger(_ error: any Error, _ place: String) -> HostError {
        if let error = error as? HostError { return error }
        if let error = error as? SystemError, error.number == ECANCELED {
            return HostError(.cancelled, "cancelled while it waited for memory", cause: CancellationError())
        }
        return HostError(.directory, "memory cannot be noted in \(place); is the disk full?", cause: error)
    }
}

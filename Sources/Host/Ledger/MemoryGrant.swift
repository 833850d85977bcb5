import Glibc
import Offload
import Synchronization

/// Memory of the host's that has been promised to somebody, until it is released or its last reference is gone.
package final class MemoryGrant: Sendable {
    let id: String

    private struct State {
        var entry: LedgerEntry
        /// Nil once it is ours no longer.
        var lock: FileLock?
        /// Called when the spare one is asked back, once.
        let shed: (@Sendable () -> Void)?
        var process: LedgerRecord.Process?
        var isAskedBack = false
    }

    private let directory: String
    private let state: Mutex<State>

    init(_ entry: LedgerEntry, in directory: String, lock: FileLock, shed: (@Sendable () -> Void)?) {
        id = entry.id
        self.directory = directory
        state = Mutex(State(entry: entry, lock: lock, shed: shed))
    }

    deinit { if state.withLock({ $0.lock != nil }) { release() } }

    /// How much, in bytes.
    package var bytes: Int64 { state.withLock { $0.entry.bytes } }
    /// How much of it, or more, the attached process has taken, in bytes.
    package var taken: Int64 { state.withLock { $0.process }?.taken ?? 0 }
    /// As it stands in the ledger; nil when it is ours no longer.
    var entry: LedgerEntry? { state.withLock { $0.lock == nil ? nil : $0.entry } }

    /// Says which process takes the memory, so that what it has taken is not counted twice, and that it is taken until
    /// that process is gone, whoever else dies. The last one counts. Should the host's memory ever run out all the same,
    /// the kernel ends that process before others.
    ///
    /// `sharesMemory`: its memory is a file that is mapped `share=on`, such as a template's.
    package func attach(pid: Int32, sharesMemory: Bool = false) {
        guard let process = LedgerRecord.Process(pid, sharesMemory: sharesMemory) else { return }
        // Without it more is counted than need be, until the grant ends: no reason to fail.
        state.withLock { state in
            state.process = process
            try? state.lock?.append(process.line)
        }
        process.offer()
    }

    /// Counts it as so much from now on; false when it was released.
    func enlarge(to bytes: Int64) -> Bool {
        state.withLock { state in
            guard state.lock != nil else { return false }
            let old = state.entry
            let entry = LedgerEntry(ticket: old.ticket, id: old.id, bytes: bytes, isSpare: old.isSpare)
            guard rename(path(old), path(entry)) == 0 else { return false }
            state.entry = entry
            return true
        }
    }

    /// A spare machine is put to use: it is not asked back from now on. False when it has been already, or was released.
    package func claim() -> Bool {
        state.withLock { state in
            guard state.lock != nil else { return false }
            guard state.entry.isSpare else { return true }
            guard !state.isAskedBack else { return false }
            var entry = state.entry
            entry.isSpare = false
            guard rename(path(state.entry), path(entry)) == 0 else { return false }
            state.entry = entry
            return true
        }
    }

    /// Leaves the memory to the attached process, which outlives us.
    package func letGo() {
        state.withLock { state in
            state.lock?.release()
            state.lock = nil
        }
    }

    /// Gives the memory back, also when it was let go.
    package func release() {
        state.withLock { state in
            unlink(path(state.entry))
            state.lock?.release()
            state.lock = nil
        }
    }

    /// Asks for it back.
    func askBack() {
        let shed = state.withLock { state in
            guard state.lock != nil, state.entry.isSpare, !state.isAskedBack else {
                return Optional<@Sendable () -> Void>.none
            }
            state.isAskedBack = true
            return state.shed
        }
        shed?()
    }

    var isSpare: Bool { state.withLock { $0.lock != nil && $0.entry.isSpare } }
    var isAskedBack: Bool { state.withLock { $0.isAskedBack } }

    private func path(_ entry: LedgerEntry) -> String { directory + "/" + entry.name }
}

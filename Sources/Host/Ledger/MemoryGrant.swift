import Glibc
import Offload
import Synchronization

/// Memory of the host's that has been promised to somebody, until it is released or its last reference is gone.
package final class MemoryGrant: Sendable {
    /// How much, in bytes.
    package let bytes: Int64
    let id: String

    private struct State {
        var entry: LedgerEntry
        /// Nil once it is ours no longer.
        var lock: FileLock?
        /// Called when the spare one is asked back, once.
        let shed: (@Sendable () -> Void)?
        var isAskedBack = false
    }

    private let directory: String
    private let state: Mutex<State>

    init(_ entry: LedgerEntry, in directory: String, lock: FileLock, shed: (@Sendable () -> Void)?) {
        (bytes, id) = (entry.bytes, entry.id)
        self.directory = directory
        state = Mutex(State(entry: entry, lock: lock, shed: shed))
    }

    deinit { if state.withLock({ $0.lock != nil }) { release() } }

    /// Says which process takes the memory, so that what it has taken is not counted twice, and that it is taken until
    /// that process is gone, whoever else dies. The last one counts.
    ///
    /// `sharesMemory`: its memory is a file that is mapped `share=on`, such as a template's.
    package func attach(pid: Int32, sharesMemory: Bool = false) {
        guard let process = LedgerRecord.Process(pid, sharesMemory: sharesMemory) else { return }
        // Without it more is counted than need be, until the grant ends: no reason to fail.
        state.withLock { try? $0.lock?.append(process.line) }
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

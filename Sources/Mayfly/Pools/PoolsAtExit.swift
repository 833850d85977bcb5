import Dispatch
import Glibc
import Synchronization

/// The pools of this process, drained when it ends in the ordinary way, so that nothing is left for others to sweep up.
/// After any other end libvirt ends the machines.
enum PoolsAtExit {
    private struct Entry: Sendable {
        weak var pool: Pool?
    }

    /// The time that an exit may take for it.
    private static let limit = DispatchTimeInterval.seconds(3)
    /// Nil before the first pool: the handler is registered once.
    private static let entries = Mutex<[Entry]?>(nil)

    static func add(_ pool: Pool) {
        let isFirst = entries.withLock { entries in
            defer { entries = (entries ?? []).filter { $0.pool != nil } + [Entry(pool: pool)] }
            return entries == nil
        }
        if isFirst { atexit { PoolsAtExit.drain() } }
    }

    private static func drain() {
        let pools = entries.withLock { ($0 ?? []).compactMap(\.pool) }
        if pools.isEmpty { return }
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            await withTaskGroup { group in
                for pool in pools { group.addTask { await pool.drain() } }
            }
            done.signal()
        }
        _ = done.wait(timeout: .now() + limit)
    }
}

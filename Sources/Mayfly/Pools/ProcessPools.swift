import Dispatch
import Glibc
import Machines
import Synchronization

/// The pools of a process: they are drained when it ends in the ordinary way, so that nothing is left for others to sweep up.
/// After any other end libvirt ends their machines.
package final class ProcessPools: Sendable {
    private struct Entry: Sendable {
        weak var pool: Pool?
    }

    /// Every pool of this process is among them.
    package static let ofThisProcess: ProcessPools = {
        atexit { ProcessPools.ofThisProcess.drainAtExit() }
        return ProcessPools()
    }()

    /// The time that an exit may take.
    private static let limit = DispatchTimeInterval.seconds(3)

    private let entries = Mutex<[Entry]>([])

    func add(_ pool: Pool) {
        entries.withLock { entries in
            entries.removeAll { $0.pool == nil }
            entries.append(Entry(pool: pool))
        }
    }

    private var pools: [Pool] { entries.withLock { $0.compactMap(\.pool) } }

    private func drainAtExit() {
        let pools = pools
        if pools.isEmpty { return }
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            await withTaskGroup { group in
                for pool in pools { group.addTask { await pool.drain() } }
            }
            done.signal()
        }
        _ = done.wait(timeout: .now() + Self.limit)
    }
}

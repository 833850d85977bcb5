import Dispatch
import Glibc
import Machines
import Synchronization

/// Pools that share a host's memory: they give up what lies ready when somebody's memory is not to be had.
///
/// Those of the process are drained when it ends in the ordinary way, so that nothing is left for others to sweep up.
/// After any other end libvirt ends their machines.
package final class ProcessPools: Sendable {
    private struct Entry: Sendable {
        weak var pool: Pool?
    }

    /// Every pool of this process is among them.
    package static let ofThisProcess: ProcessPools = {
        atexit { ProcessPools.ofThisProcess.drainAtExit() }
        let pools = ProcessPools()
        MemoryShortage.shared.listen { place in Task { await pools.shed(in: place) } }
        return pools
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

    /// Ends every machine that lies ready. Returns how many those were, once their memory is free.
    @discardableResult
    package func shed() async -> Int {
        await withTaskGroup { group in
            for pool in pools { group.addTask { await pool.shed() } }
            return await group.reduce(0, +)
        }
    }

    /// The same for those whose machines take their memory from that place.
    private func shed(in place: String) async {
        await withTaskGroup { group in
            for pool in pools {
                group.addTask { if await pool.memoryPlace == place { await pool.shed() } }
            }
        }
    }

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

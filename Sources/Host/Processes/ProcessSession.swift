import Glibc
import Offload

/// The processes of a session, whoever of them started which.
struct ProcessSession: Sendable {
    /// Nobody else's as long as its leader was not reaped.
    let number: Int32

    private var living: [ProcessHandle] { ProcessTable.processes(ofSession: number).filter(\.isAlive) }

    /// Asks all of them to end, and ends those that are left after `grace`. Returns when none is left that we may end.
    func end(grace: Duration, clock: any Clock<Duration>) async {
        try? await withDeadline(grace, clock: clock) { await ask() }
        // One that was about to start another may have done so.
        while case let ended = living.filter({ $0.signal(SIGKILL) }), !ended.isEmpty {
            for process in ended { await process.wait() }
        }
    }

    /// Asks each once, also those that are started meanwhile, and waits for all.
    private func ask() async {
        var asked: Set<Int32> = []
        while case let living = living, let next = living.first, !Task.isCancelled {
            for process in living where asked.insert(process.pid).inserted { process.signal(SIGTERM) }
            await next.wait()
        }
    }
}

import CLinux
import Dispatch
import Glibc
import Offload
import Synchronization

/// A child with a thread of its own, on which it is started and awaited.
///
/// The kernel ends a child with a parent-death signal when the *thread* that started it ends, and threads of a pool come
/// and go.
package final class Tethered: Sendable {
    private struct State {
        var end: (end: Child.End, usage: Child.Usage)?
        var killed = false
        /// It ended by itself, or is being ended with its session.
        var isSettled = false
        var isEndingSession = false
        var waiting: [CheckedContinuation<(end: Child.End, usage: Child.Usage), Never>] = []
    }

    private let pid: Int32
    private let state = Mutex(State())
    /// Signalled once it was reaped.
    private let reaped = DispatchSemaphore(value: 0)
    /// Signalled once its session was ended.
    private let sessionEnded = DispatchSemaphore(value: 0)

    private init(pid: Int32) { self.pid = pid }

    package static func start(_ request: SpawnRequest) async throws(HostError) -> Tethered {
        let result: Result<Tethered, HostError> = await withCheckedContinuation { continuation in
            onThread {
                do throws(HostError) {
                    let child = Tethered(pid: try request.startTethered())
                    continuation.resume(returning: .success(child))
                    child.reap()
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    private func reap() {
        var information = siginfo_t()
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1 && errno == EINTR {}
        let isEndingSession = state.withLock { state in
            state.isSettled = true
            return state.isEndingSession
        }
        // While it is not reaped nobody else's session can have the number.
        if isEndingSession { sessionEnded.wait() }
        var status: Int32 = 0
        var used = rusage()
        while wait4(pid, &status, 0, &used) == -1 && errno == EINTR {}
        let end =
            mayfly_exited(status) != 0
            ? Child.End.exited(mayfly_exit_status(status)) : .signaled(mayfly_term_signal(status))
        let result = (end: end, usage: Child.Usage(used))
        let waiting = state.withLock { state in
            state.end = result
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: result) }
        reaped.signal()
    }

    package func kill() {
        state.withLock { state in
            // Not reaped yet, so the number is still this child's.
            guard state.end == nil else { return }
            state.killed = true
            _ = Glibc.kill(pid, SIGKILL)
        }
    }

    /// Asks it and all of its session to end, and ends what is left of them after `grace`.
    func endSession(grace: Duration, clock: any Clock<Duration>) {
        let isFirst = state.withLock { state in
            guard !state.isSettled else { return false }
            (state.isSettled, state.isEndingSession, state.killed) = (true, true, true)
            return true
        }
        guard isFirst else { return }
        Task {
            await ProcessSession(number: pid).end(grace: grace, clock: clock)
            sessionEnded.signal()
        }
    }

    /// Ends it and waits until it was reaped. It blocks.
    package func end() {
        kill()
        reaped.wait()
        reaped.signal()
    }

    var wasKilled: Bool { state.withLock { $0.killed } }

    /// Returns when it has ended, and says how.
    package func wait() async -> Child.End { await finished().end }

    /// The same, with what it had used by then.
    package func finished() async -> (end: Child.End, usage: Child.Usage) {
        await withCheckedContinuation { continuation in
            let end = state.withLock { state in
                if state.end == nil { state.waiting.append(continuation) }
                return state.end
            }
            if let end { continuation.resume(returning: end) }
        }
    }
}

/// Runs a body on a thread of its own.
package func onThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Box(body)).toOpaque()
    let created = pthread_create(
        &thread, nil,
        { context in
            if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
            return nil
        }, context)
    precondition(created == 0, "out of threads: raise the limit (ulimit -u)")
    pthread_detach(thread)
}

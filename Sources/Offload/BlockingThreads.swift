import Glibc

/// Threads for calls that block: one for each call under way, kept for a while for the next.
///
/// Dispatch adds threads only slowly while all it has are blocked (seconds, measured with eight waiting locks on two
/// cores), and a call that frees the others may then be the one that waits.
final class BlockingThreads: Sendable {
    static let shared = BlockingThreads()

    /// How long an idle thread waits for more, in seconds.
    private static let patience = 10

    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var idle = 0
    }

    /// Guarded by the mutex; both live as long as the process.
    private struct Shared: @unchecked Sendable {
        let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
        let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    }

    private let shared = Shared()

    private init() {
        pthread_mutex_init(shared.mutex, nil)
        pthread_cond_init(shared.changed, nil)
        shared.state.initialize(to: State())
    }

    func run(_ job: @escaping @Sendable () -> Void) {
        pthread_mutex_lock(shared.mutex)
        shared.state.pointee.jobs.append(job)
        let needsThread = shared.state.pointee.idle < shared.state.pointee.jobs.count
        if needsThread { startThread() } else { pthread_cond_signal(shared.changed) }
        pthread_mutex_unlock(shared.mutex)
    }

    private func startThread() {
        var thread = pthread_t()
        let created = pthread_create(
            &thread, nil,
            { _ in
                BlockingThreads.shared.work()
                return nil
            }, nil)
        // With threads at their limit the job waits for one that comes free, if there is any.
        if created == 0 { pthread_detach(thread) } else { pthread_cond_signal(shared.changed) }
    }

    private func work() {
        while let job = next() { job() }
    }

    /// The next job, or nil when none came for a while.
    private func next() -> (@Sendable () -> Void)? {
        pthread_mutex_lock(shared.mutex)
        defer { pthread_mutex_unlock(shared.mutex) }
        var limit = timespec()
        clock_gettime(CLOCK_REALTIME, &limit)
        limit.tv_sec += Self.patience
        while shared.state.pointee.jobs.isEmpty {
            shared.state.pointee.idle += 1
            let status = pthread_cond_timedwait(shared.changed, shared.mutex, &limit)
            shared.state.pointee.idle -= 1
            if status == ETIMEDOUT && shared.state.pointee.jobs.isEmpty { return nil }
        }
        return shared.state.pointee.jobs.removeFirst()
    }
}

import CLinux
import Glibc
import Synchronization

/// Waits for descriptors to become ready: one epoll and one thread a direction, for the whole process.
package final class Reactor: Sendable {
    package static let reading = Reactor(events: EPOLLIN.rawValue | EPOLLRDHUP.rawValue)
    package static let writing = Reactor(events: EPOLLOUT.rawValue)

    private struct Waiters {
        var next: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let epoll: Int32
    private let events: UInt32
    private let waiters = Mutex(Waiters())

    private init(events: UInt32) {
        self.events = events | EPOLLONESHOT.rawValue
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        // The thread lives as long as the process, as the two reactors do.
        var thread = pthread_t()
        let created = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Reactor>.fromOpaque(context).takeUnretainedValue().loop()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        precondition(epoll >= 0 && created == 0, "out of descriptors or threads: raise the limits (ulimit -n, -u)")
    }

    /// Returns when the descriptor is ready, at an end or in error, or when the task is cancelled.
    ///
    /// One waiter a descriptor and direction. The caller repeats its call and, on EAGAIN, looks whether it is cancelled.
    package func wait(for descriptor: Int32) async throws(SystemError) {
        let token = waiters.withLock { waiters in
            waiters.next += 1
            return waiters.next
        }
        let failure: Int32 = await withTaskCancellationHandler {
            var failure: Int32 = 0
            await withCheckedContinuation { continuation in
                waiters.withLock { $0.waiting[token] = continuation }
                if mayfly_epoll_control(epoll, EPOLL_CTL_ADD, descriptor, events, token) != 0 {
                    failure = errno
                    finish(token)
                } else if Task.isCancelled {
                    finish(token)
                }
            }
            return failure
        } onCancel: {
            finish(token)
        }
        if failure != 0 { throw SystemError("epoll_ctl", subject: "descriptor \(descriptor)", number: failure) }
        _ = mayfly_epoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0)
    }

    private func finish(_ token: UInt64) {
        waiters.withLock { $0.waiting.removeValue(forKey: token) }?.resume()
    }

    private func loop() {
        let room = 64
        let ready = UnsafeMutablePointer<epoll_event>.allocate(capacity: room)
        while true {
            let count = epoll_wait(epoll, ready, Int32(room), -1)
            guard count > 0 else { continue }
            for index in 0..<Int(count) { finish(mayfly_epoll_token(ready + index)) }
        }
    }
}

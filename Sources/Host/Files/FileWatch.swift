package import Offload
import Synchronization

/// Tells one waiter that something has happened to files, from its making on: what comes while nobody waits is told to
/// who waits next.
package final class FileWatch: Sendable {
    /// A file or directory, and the events that matter there (`IN_MODIFY` and so on).
    package typealias Place = (path: String, events: Int32)

    private enum State {
        case quiet
        case changed
        case waiting(CheckedContinuation<Void, Never>)
    }

    /// Apart from the watch, so that what the notifier holds does not hold the watch.
    private final class Signal: Sendable {
        private let state = Mutex(State.quiet)

        func raise() {
            let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard case .waiting(let continuation) = state else {
                    state = .changed
                    return nil
                }
                state = .quiet
                return continuation
            }
            waiter?.resume()
        }

        func wait(_ continuation: CheckedContinuation<Void, Never>) {
            let isRaised = state.withLock { state in
                guard case .changed = state else {
                    state = .waiting(continuation)
                    return false
                }
                state = .quiet
                return true
            }
            if isRaised { continuation.resume() }
        }
    }

    private let notifier: FileNotifier
    private let tokens: [WatchToken]
    private let signal = Signal()

    /// - Throws: The kernel's refusal: no such file, or more than the user may watch (`fs.inotify`).
    package init(_ places: [Place]) throws(SystemError) {
        notifier = try FileNotifier.shared()
        var tokens: [WatchToken] = []
        do throws(SystemError) {
            for place in places {
                tokens.append(try notifier.add(place.path, UInt32(bitPattern: place.events), signal.raise))
            }
        } catch {
            for token in tokens { notifier.remove(token) }
            throw error
        }
        self.tokens = tokens
    }

    deinit { for token in tokens { notifier.remove(token) } }

    /// Returns when something has happened since it returned last. One waiter at a time.
    package func next() async throws(CancellationError) {
        await withTaskCancellationHandler {
            await withCheckedContinuation { signal.wait($0) }
        } onCancel: {
            signal.raise()
        }
        if Task.isCancelled { throw CancellationError() }
    }
}

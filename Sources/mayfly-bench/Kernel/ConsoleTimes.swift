import Synchronization

/// When a console showed the kernel's first line, and userspace's.
final class ConsoleTimes: Sendable {
    private struct State {
        var tail = ""
        var kernel: ContinuousClock.Instant?
        var userspace: ContinuousClock.Instant?
    }

    static let mark = "the first line of userspace"
    private let state = Mutex(State())

    /// Returns whether the second has come.
    @discardableResult
    func take(_ text: String) -> Bool {
        state.withLock { state in
            let now = ContinuousClock.now
            let read = state.tail + text
            if state.kernel == nil, read.contains("Linux version") { state.kernel = now }
            if state.userspace == nil, read.contains(Self.mark) { state.userspace = now }
            // A line may come in pieces.
            state.tail = String(read.suffix(128))
            return state.userspace != nil
        }
    }

    /// Seconds from a call and from the kernel's first line; nil where there was no line of userspace.
    func seconds(since call: ContinuousClock.Instant) -> (fromCall: Double, fromKernel: Double)? {
        state.withLock { state in
            guard let kernel = state.kernel, let userspace = state.userspace else { return nil }
            return ((userspace - call).seconds, (userspace - kernel).seconds)
        }
    }
}

import Synchronization

/// Values for any number of listeners; a late one gets what there was before it, as far as it is kept.
package final class Broadcast<Value: Sendable>: Sendable {
    private struct State {
        var history: [Value] = []
        var listeners: [Int: AsyncStream<Value>.Continuation] = [:]
        var next = 0
        var finished = false
    }

    private let keeping: Int
    private let state = Mutex(State())

    /// Keeps the last `keeping` values; a listener that falls that far behind loses the oldest.
    package init(keeping: Int) {
        self.keeping = keeping
    }

    package func send(_ value: Value) {
        state.withLock { state in
            guard !state.finished else { return }
            state.history.append(value)
            // Twice the room before anything is moved: the cost of dropping is then constant a value.
            if state.history.count > 2 * keeping { state.history.removeFirst(state.history.count - keeping) }
            for listener in state.listeners.values { listener.yield(value) }
        }
    }

    package func finish() {
        let listeners = state.withLock { state in
            state.finished = true
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }

    package var history: [Value] { state.withLock { $0.history.suffix(keeping) } }

    package func stream() -> AsyncStream<Value> {
        AsyncStream(bufferingPolicy: .bufferingNewest(2 * keeping)) { continuation in
            let number = state.withLock { state -> Int? in
                for value in state.history.suffix(keeping) { continuation.yield(value) }
                if state.finished { return nil }
                state.next += 1
                state.listeners[state.next] = continuation
                return state.next
            }
            guard let number else { return continuation.finish() }
            continuation.onTermination = { [weak self] _ in
                _ = self?.state.withLock { $0.listeners.removeValue(forKey: number) }
            }
        }
    }
}

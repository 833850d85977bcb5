import Synchronization

/// A value that is set once; any number of tasks wait for it.
package final class Latch<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var next = 0
        var waiting: [Int: CheckedContinuation<Value?, Never>] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// The value, if it has been set.
    package var known: Value? { state.withLock { $0.value } }

    /// Sets the value; a second one is ignored.
    package func set(_ value: Value) {
        let waiting = state.withLock { state in
            guard state.value == nil else { return [CheckedContinuation<Value?, Never>]() }
            state.value = value
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: value) }
    }

    /// Waits for the value, or until the task is cancelled.
    package func wait() async throws(CancellationError) -> Value {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        let value = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known = state.withLock { state in
                    if state.value == nil { state.waiting[number] = continuation }
                    return state.value
                }
                if let known { continuation.resume(returning: known) } else if Task.isCancelled { leave(number) }
            }
        } onCancel: {
            leave(number)
        }
        guard let value else { throw CancellationError() }
        return value
    }

    private func leave(_ number: Int) {
        state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: nil)
    }
}

extension Latch<Void> {
    package func open() { set(()) }
}

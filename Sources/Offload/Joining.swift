import Synchronization

/// Waits for a task that others wait for too: a cancelled waiter goes away at once, and the task goes on.
///
/// `Task.value` would hold a cancelled waiter until the task ends, which may be never.
package func joining<Value: Sendable>(_ task: Task<Value, any Error>) async throws -> Value {
    let joiner = Joiner<Value>()
    return try await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
            joiner.wait(with: continuation)
            Task { joiner.resume(await task.result) }
        }
    } onCancel: {
        joiner.resume(.failure(CancellationError()))
    }.get()
}

/// One waiter, woken by whatever comes first.
private final class Joiner<Value: Sendable>: Sendable {
    private struct State {
        var result: Result<Value, any Error>?
        var continuation: CheckedContinuation<Result<Value, any Error>, Never>?
    }

    private let state = Mutex(State())

    func wait(with continuation: CheckedContinuation<Result<Value, any Error>, Never>) {
        let result = state.withLock { state in
            if state.result == nil { state.continuation = continuation }
            return state.result
        }
        if let result { continuation.resume(returning: result) }
    }

    func resume(_ result: Result<Value, any Error>) {
        let waiting = state.withLock { state in
            guard state.result == nil else { return CheckedContinuation<Result<Value, any Error>, Never>?.none }
            state.result = result
            defer { state.continuation = nil }
            return state.continuation
        }
        waiting?.resume(returning: result)
    }
}

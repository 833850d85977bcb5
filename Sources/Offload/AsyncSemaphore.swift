import Synchronization

/// Admits so many at a time; the others wait in line. A cancelled waiter leaves the line.
package final class AsyncSemaphore: Sendable {
    private struct State {
        var free: Int
        var next = 0
        var line: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state: Mutex<State>

    package init(_ width: Int) {
        state = Mutex(State(free: width))
    }

    /// Runs a body once there is room for it.
    package func withPermit<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        try await acquire()
        defer { release() }
        return try await body()
    }

    package func acquire() async throws(CancellationError) {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        let admitted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isFree = state.withLock { state in
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.line.append((number, continuation))
                    return false
                }
                if isFree { continuation.resume(returning: true) } else if Task.isCancelled { leave(number) }
            }
        } onCancel: {
            leave(number)
        }
        if !admitted { throw CancellationError() }
    }

    package func release() {
        let first = state.withLock { state in
            if state.line.isEmpty {
                state.free += 1
                return CheckedContinuation<Bool, Never>?.none
            }
            return state.line.removeFirst().continuation
        }
        first?.resume(returning: true)
    }

    private func leave(_ number: Int) {
        let waiter = state.withLock { state in
            state.line.firstIndex { $0.number == number }.map { state.line.remove(at: $0) }
        }
        waiter?.continuation.resume(returning: false)
    }
}

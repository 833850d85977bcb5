/// Says that an operation did not finish in time.
package struct DeadlineExceeded: Error, Sendable {
    package let limit: Duration
}

/// Runs a body, cancels it when the time is up, and waits for it to return either way.
///
/// When the calling task is cancelled, the body says what that means: its error is thrown, not the clock's.
package func withDeadline<Value: Sendable>(
    _ limit: Duration, clock: any Clock<Duration> = ContinuousClock(),
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            do { try await clock.sleep(for: limit) } catch { return nil }
            throw DeadlineExceeded(limit: limit)
        }
        defer { group.cancelAll() }
        while let first = try await group.next() {
            if let value = first { return value }
        }
        throw CancellationError()
    }
}

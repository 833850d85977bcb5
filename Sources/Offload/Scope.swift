/// Runs to its end whether or not the caller is cancelled, and is awaited.
package func uncancelled<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value {
    await Task { await body() }.value
}

/// Runs a body, then the clean-up: always, to its end, and without hiding the body's error.
package func finishing<Value: Sendable>(
    _ body: () async throws -> Value, finally cleanUp: @escaping @Sendable () async -> Void
) async throws -> Value {
    let result: Result<Value, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    await uncancelled(cleanUp)
    return try result.get()
}

/// What has to be undone, last in first out; each step runs to its end even after cancellation.
package actor TeardownStack {
    private var steps: [@Sendable () async -> Void] = []

    package init() {}

    package func push(_ step: @escaping @Sendable () async -> Void) {
        steps.append(step)
    }

    /// Runs and forgets every step; a second call has nothing left to do.
    package func unwind() async {
        while let step = steps.popLast() { await uncancelled(step) }
    }
}

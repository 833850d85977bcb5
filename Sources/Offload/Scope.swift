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

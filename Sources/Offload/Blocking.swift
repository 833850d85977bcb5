/// Runs a blocking call off the cooperative pool and waits for it; the call itself is not cancelled.
package func blocking<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
        BlockingThreads.shared.run {
            continuation.resume(returning: Result { () throws(Failure) -> Value in try body() })
        }
    }
    return try result.get()
}

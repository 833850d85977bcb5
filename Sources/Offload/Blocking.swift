import Dispatch

/// Threads for C calls that block: as many as there are calls, none of them from the cooperative pool.
private let threads = DispatchQueue(label: "mayfly.blocking", attributes: .concurrent)

/// Runs a blocking call off the cooperative pool and waits for it; the call itself is not cancelled.
package func blocking<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
        threads.async {
            continuation.resume(returning: Result { () throws(Failure) -> Value in try body() })
        }
    }
    return try result.get()
}

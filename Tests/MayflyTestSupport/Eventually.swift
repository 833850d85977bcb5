/// Repeats a look at the world until it is as expected; only for what another process does in its own time. On a busy host
/// with few processors that may be long: a test that fails waits, one that passes does not.
package func eventually(within limit: Duration = .seconds(60), _ holds: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await holds() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return try await holds()
}

/// Repeats a look at the world until it is as expected; only for what another process does in its own time.
package func eventually(within limit: Duration = .seconds(10), _ holds: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await holds() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return try await holds()
}

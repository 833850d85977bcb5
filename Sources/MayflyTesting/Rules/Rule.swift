/// What has to hold for as long as a test runs.
protocol Rule: Sendable {
    /// The test's body is over: a last look, and no other.
    func end() async
}

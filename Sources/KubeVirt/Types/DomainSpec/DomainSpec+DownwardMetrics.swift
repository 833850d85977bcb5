extension DomainSpec {
    /// Metrics of the host over a virtio-serial port; it has no settings.
    public struct DownwardMetrics: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}

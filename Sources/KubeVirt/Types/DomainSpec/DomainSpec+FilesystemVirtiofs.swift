extension DomainSpec {
    /// The virtiofs protocol; it has no settings.
    public struct FilesystemVirtiofs: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}

extension DomainSpec {
    /// NUMAGuestMappingPassthrough instructs kubevirt to model numa topology which is compatible with the CPU pinning
    /// on the guest.
    ///
    /// This will result in a subset of the node numa topology being passed through, ensuring that virtual numa nodes
    /// and their memory never cross boundaries coming from the node numa mapping.
    public struct NUMAGuestMappingPassthrough: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}

extension VirtualMachinePoolSpec {
    /// Machines are never changed; it has no settings.
    public struct UnmanagedStrategy: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}

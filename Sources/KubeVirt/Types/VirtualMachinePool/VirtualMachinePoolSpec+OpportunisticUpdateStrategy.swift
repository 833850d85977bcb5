extension VirtualMachinePoolSpec {
    /// Machines are changed when they start next; it has no settings.
    public struct OpportunisticUpdateStrategy: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}

extension VirtualMachineInstanceSpec {
    /// What happens to a machine when its node is drained; has no meaning on a single host.
    public enum EvictionStrategy: String, Sendable, Hashable, Codable, CaseIterable {
        /// The machine ends with its node.
        case none = "None"
        /// The machine moves, or the drain waits.
        case liveMigrate = "LiveMigrate"
        /// The machine moves where it can and ends where it cannot.
        case liveMigrateIfPossible = "LiveMigrateIfPossible"
        /// Somebody else decides.
        case external = "External"
    }
}

extension VirtualMachineInstanceSpec {
    /// What happens to a machine when its node is drained; has no meaning on a single host.
    public struct EvictionStrategy: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A strategy by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The machine ends with its node.
        public static let none = EvictionStrategy(rawValue: "None")
        /// The machine moves, or the drain waits.
        public static let liveMigrate = EvictionStrategy(rawValue: "LiveMigrate")
        /// The machine moves where it can and ends where it cannot.
        public static let liveMigrateIfPossible = EvictionStrategy(rawValue: "LiveMigrateIfPossible")
        /// Somebody else decides.
        public static let external = EvictionStrategy(rawValue: "External")

        static let known: [EvictionStrategy] = [.none, .liveMigrate, .liveMigrateIfPossible, .external]
    }
}

extension VirtualMachineInstanceMigrationSpec {
    /// The cluster that the machine leaves.
    public struct Source: Sendable, Hashable, Codable {
        /// The synchronization controller URL to connect to.
        public var connectURL: String
        /// A unique identifier to identify this migration.
        public var migrationID: String

        /// A value with these fields; what is not given stays unset.
        public init(
            connectURL: String,
            migrationID: String
        ) {
            self.connectURL = connectURL
            self.migrationID = migrationID
        }
    }
}

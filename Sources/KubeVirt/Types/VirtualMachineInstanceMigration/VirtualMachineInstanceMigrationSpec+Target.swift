extension VirtualMachineInstanceMigrationSpec {
    /// The cluster that takes the machine in.
    public struct Target: Sendable, Hashable, Codable {
        /// A unique identifier to identify this migration.
        public var migrationID: String

        /// A value with these fields; what is not given stays unset.
        public init(
            migrationID: String
        ) {
            self.migrationID = migrationID
        }
    }
}

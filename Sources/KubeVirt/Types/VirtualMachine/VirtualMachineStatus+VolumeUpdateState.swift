extension VirtualMachineStatus {
    /// How far changes of volumes are.
    public struct VolumeUpdateState: Sendable, Hashable, Codable {
        /// VolumeMigrationState tracks the information related to the volume migration.
        public var volumeMigrationState: VolumeMigrationState?

        /// A value with these fields; what is not given stays unset.
        public init(
            volumeMigrationState: VolumeMigrationState? = nil
        ) {
            self.volumeMigrationState = volumeMigrationState
        }
    }
}

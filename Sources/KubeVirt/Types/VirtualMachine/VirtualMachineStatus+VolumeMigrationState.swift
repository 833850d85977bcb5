extension VirtualMachineStatus {
    /// How far volumes are that move.
    public struct VolumeMigrationState: Sendable, Hashable, Codable {
        /// MigratedVolumes lists the source and destination volumes during the volume migration.
        public var migratedVolumes: [VirtualMachineInstanceStatus.StorageMigratedVolumeInfo]?

        /// A value with these fields; what is not given stays unset.
        public init(
            migratedVolumes: [VirtualMachineInstanceStatus.StorageMigratedVolumeInfo]? = nil
        ) {
            self.migratedVolumes = migratedVolumes
        }
    }
}

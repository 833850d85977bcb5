/// Gates that the admission of other kinds than machines asks for, and the defaults.
extension FeatureGate {
    /// Incremental backups.
    public static let incrementalBackup = FeatureGate(rawValue: "IncrementalBackup")
    /// Migrations between clusters and namespaces.
    public static let decentralizedLiveMigration = FeatureGate(rawValue: "DecentralizedLiveMigration")
    /// How long a migrated guest may stand still is found while it migrates.
    public static let migrationDowntimeTuning = FeatureGate(rawValue: "MigrationDowntimeTuning")
    /// Migrations that make no headway are noticed.
    public static let migrationStallDetection = FeatureGate(rawValue: "MigrationStallDetection")
    /// Exports as images of a registry.
    public static let ociExport = FeatureGate(rawValue: "OCIExport")
    /// SCSI reservations that outlive their machine.
    public static let persistentReservation = FeatureGate(rawValue: "PersistentReservation")
    /// Machines run as root in their pods.
    public static let root = FeatureGate(rawValue: "Root")
    /// Snapshots of virtual machines, and what is made of them.
    public static let snapshot = FeatureGate(rawValue: "Snapshot")
    /// Templates of virtual machines.
    public static let template = FeatureGate(rawValue: "Template")
}

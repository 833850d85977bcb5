extension VirtualMachineExportStatus {
    /// VirtualMachineExportLink contains a list of volumes available for export, as well as the URLs to obtain these
    /// volumes.
    public struct Link: Sendable, Hashable, Codable {
        /// Backups is a list of available backups for the export.
        public var backups: [Backup]?
        /// Cert is the public CA certificate base64 encoded.
        public var cert: String
        /// Manifests is a list of available manifests for the export.
        public var manifests: [Manifest]?
        /// Volumes is a list of available volumes to export.
        public var volumes: [Volume]?

        /// A value with these fields; what is not given stays unset.
        public init(
            backups: [Backup]? = nil,
            cert: String,
            manifests: [Manifest]? = nil,
            volumes: [Volume]? = nil
        ) {
            self.backups = backups
            self.cert = cert
            self.manifests = manifests
            self.volumes = volumes
        }
    }
}

extension VirtualMachineExportStatus.Link: MergedLists {
    package static let mergedLists: [String: ListMerge] = [
        "backups": .map(by: ["name"]), "manifests": .map(by: ["type"]), "volumes": .map(by: ["name"]),
    ]
}

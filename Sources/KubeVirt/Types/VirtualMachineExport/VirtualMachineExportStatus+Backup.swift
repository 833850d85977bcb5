extension VirtualMachineExportStatus {
    /// VirtualMachineExportBackup contains the name and available endpoints for the exported backup.
    public struct Backup: Sendable, Hashable, Codable {
        /// Where it can be fetched.
        public var endpoints: [BackupEndpoint]?
        /// Name is the name of the exported volume.
        public var name: String

        /// A value with these fields; what is not given stays unset.
        public init(
            endpoints: [BackupEndpoint]? = nil,
            name: String
        ) {
            self.endpoints = endpoints
            self.name = name
        }
    }
}

extension VirtualMachineExportStatus.Backup: MergedLists {
    package static let mergedLists: [String: ListMerge] = ["endpoints": .map(by: ["endpoint"])]
}

extension VirtualMachineStatus {
    /// RemoveVolumeOptions is provided when dynamically hot unplugging volume and disk.
    public struct RemoveVolumeOptions: Sendable, Hashable, Codable {
        /// When present, indicates that modifications should not be persisted.
        ///
        /// An invalid or unrecognized dryRun directive will result in an error response and no further processing of
        /// the request. Valid values are: - All: all dry run stages will be processed.
        public var dryRun: [String]?
        /// Name represents the name that maps to both the disk and volume that should be removed.
        public var name: String

        /// A value with these fields; what is not given stays unset.
        public init(
            dryRun: [String]? = nil,
            name: String
        ) {
            self.dryRun = dryRun
            self.name = name
        }
    }
}

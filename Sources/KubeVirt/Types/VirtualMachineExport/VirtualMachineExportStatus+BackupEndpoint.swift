extension VirtualMachineExportStatus {
    /// VirtualMachineExportBackupEndpoint contains the endpoint type and URL to interact with a backup export.
    public struct BackupEndpoint: Sendable, Hashable, Codable {
        /// Endpoint is the endpoint of the backup export at the specified URL.
        public var endpoint: String
        /// Url is the url that contains the volume in the format specified.
        public var url: String

        /// A value with these fields; what is not given stays unset.
        public init(
            endpoint: String,
            url: String
        ) {
            self.endpoint = endpoint
            self.url = url
        }
    }
}

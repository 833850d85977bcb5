extension VirtualMachineExportStatus {
    /// VirtualMachineExportManifest contains the type and URL of the exported manifest.
    public struct Manifest: Sendable, Hashable, Codable {
        /// Type is the type of manifest returned.
        public var type: String
        /// Url is the url of the endpoint that returns the manifest.
        public var url: String

        /// A value with these fields; what is not given stays unset.
        public init(
            type: String,
            url: String
        ) {
            self.type = type
            self.url = url
        }
    }
}

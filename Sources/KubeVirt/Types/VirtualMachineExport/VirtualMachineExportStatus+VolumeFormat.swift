extension VirtualMachineExportStatus {
    /// VirtualMachineExportVolumeFormat contains the format type and URL to get the volume in that format.
    public struct VolumeFormat: Sendable, Hashable, Codable {
        /// Format is the format of the image at the specified URL.
        public var format: String
        /// Url is the url that contains the volume in the format specified.
        public var url: String

        /// A value with these fields; what is not given stays unset.
        public init(
            format: String,
            url: String
        ) {
            self.format = format
            self.url = url
        }
    }
}

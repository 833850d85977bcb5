extension VirtualMachineExportStatus {
    /// VirtualMachineExportVolume contains the name and available formats for the exported volume.
    public struct Volume: Sendable, Hashable, Codable {
        /// Formats to fetch it in.
        public var formats: [VolumeFormat]?
        /// Name is the name of the exported volume.
        public var name: String

        /// A value with these fields; what is not given stays unset.
        public init(
            formats: [VolumeFormat]? = nil,
            name: String
        ) {
            self.formats = formats
            self.name = name
        }
    }
}

extension VirtualMachineExportStatus.Volume: MergedLists {
    package static let mergedLists: [String: ListMerge] = ["formats": .map(by: ["format"])]
}

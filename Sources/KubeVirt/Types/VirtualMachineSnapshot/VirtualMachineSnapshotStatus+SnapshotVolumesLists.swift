extension VirtualMachineSnapshotStatus {
    /// SnapshotVolumesLists includes the list of volumes which were included in the snapshot and volumes which were
    /// excluded from the snapshot.
    public struct SnapshotVolumesLists: Sendable, Hashable, Codable {
        /// Those that are not in it.
        public var excludedVolumes: [String]?
        /// Those that are in it.
        public var includedVolumes: [String]?

        /// A value with these fields; what is not given stays unset.
        public init(
            excludedVolumes: [String]? = nil,
            includedVolumes: [String]? = nil
        ) {
            self.excludedVolumes = excludedVolumes
            self.includedVolumes = includedVolumes
        }
    }
}

extension VirtualMachineSnapshotStatus.SnapshotVolumesLists: MergedLists {
    package static let mergedLists: [String: ListMerge] = ["excludedVolumes": .set, "includedVolumes": .set]
}

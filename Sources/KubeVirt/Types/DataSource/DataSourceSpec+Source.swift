extension DataSourceSpec {
    /// A claim, a snapshot or another data source; exactly one.
    public struct Source: Sendable, Hashable, Codable {
        /// Another data source.
        public var dataSource: Reference?
        /// A claim.
        public var pvc: DataVolumeSpec.SourcePVC?
        /// A snapshot of a volume.
        public var snapshot: DataVolumeSpec.SourceSnapshot?

        /// A value with these fields; what is not given stays unset.
        public init(
            dataSource: Reference? = nil,
            pvc: DataVolumeSpec.SourcePVC? = nil,
            snapshot: DataVolumeSpec.SourceSnapshot? = nil
        ) {
            self.dataSource = dataSource
            self.pvc = pvc
            self.snapshot = snapshot
        }
    }
}

extension DataVolumeSpec {
    /// DataVolumeCheckpoint defines a stage in a warm migration.
    public struct Checkpoint: Sendable, Hashable, Codable {
        /// Current is the identifier of the snapshot created for this checkpoint.
        public var current: String
        /// Previous is the identifier of the snapshot from the previous checkpoint.
        public var previous: String

        /// A value with these fields; what is not given stays unset.
        public init(
            current: String,
            previous: String
        ) {
            self.current = current
            self.previous = previous
        }
    }
}

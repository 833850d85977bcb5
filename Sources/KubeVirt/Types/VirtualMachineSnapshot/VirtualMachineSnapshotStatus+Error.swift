extension VirtualMachineSnapshotStatus {
    /// Error is the last error encountered during the snapshot/restore.
    public struct Error: Sendable, Hashable, Codable {
        /// Sentence for people.
        public var message: String?
        /// When it went wrong.
        public var time: Timestamp?

        /// A value with these fields; what is not given stays unset.
        public init(
            message: String? = nil,
            time: Timestamp? = nil
        ) {
            self.message = message
            self.time = time
        }
    }
}

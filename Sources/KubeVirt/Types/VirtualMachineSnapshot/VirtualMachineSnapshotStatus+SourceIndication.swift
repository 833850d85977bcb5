extension VirtualMachineSnapshotStatus {
    /// SourceIndication provides an indication of the source VM with its description message.
    public struct SourceIndication: Sendable, Hashable, Codable {
        /// Indication is the indication type.
        public var indication: String
        /// Message provides a description message of the indication.
        public var message: String

        /// A value with these fields; what is not given stays unset.
        public init(
            indication: String,
            message: String
        ) {
            self.indication = indication
            self.message = message
        }
    }
}

extension DomainSpec {
    /// What a failed read or write does.
    public struct DiskErrorPolicy: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A value by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Pauses the machine.
        public static let stop = DiskErrorPolicy(rawValue: "stop")
        /// Nothing.
        public static let ignore = DiskErrorPolicy(rawValue: "ignore")
        /// The guest is told.
        public static let report = DiskErrorPolicy(rawValue: "report")
        /// A full host pauses the machine; other errors are told to the guest.
        public static let enospace = DiskErrorPolicy(rawValue: "enospace")
    }
}

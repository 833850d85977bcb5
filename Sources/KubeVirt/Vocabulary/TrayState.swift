extension DomainSpec {
    /// Whether a CD-ROM's tray is open.
    public struct TrayState: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A value by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Open: the guest sees no medium.
        public static let open = TrayState(rawValue: "open")
        /// Closed.
        public static let closed = TrayState(rawValue: "closed")
    }
}

extension DomainSpec {
    /// How the host caches a disk.
    public struct DiskCache: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A value by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Not at all.
        public static let none = DiskCache(rawValue: "none")
        /// Reads only.
        public static let writeThrough = DiskCache(rawValue: "writethrough")
        /// Reads and writes.
        public static let writeBack = DiskCache(rawValue: "writeback")
        /// Not at all, and each write is awaited.
        public static let directSync = DiskCache(rawValue: "directsync")
    }
}

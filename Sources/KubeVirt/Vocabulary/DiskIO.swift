extension DomainSpec {
    /// How the host reads and writes a disk.
    public struct DiskIO: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A value by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The kernel's asynchronous calls; needs a cache of `none` or `directsync`.
        public static let native = DiskIO(rawValue: "native")
        /// A pool of threads.
        public static let threads = DiskIO(rawValue: "threads")
    }
}

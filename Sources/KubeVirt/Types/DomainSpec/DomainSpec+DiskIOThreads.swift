extension DomainSpec {
    /// Threads of the host that serve disks.
    public struct DiskIOThreads: Sendable, Hashable, Codable {
        /// SupplementalPoolThreadCount specifies how many iothreads are allocated for the supplementalPool policy.
        public var supplementalPoolThreadCount: UInt32?

        /// A value with these fields; what is not given stays unset.
        public init(
            supplementalPoolThreadCount: UInt32? = nil
        ) {
            self.supplementalPoolThreadCount = supplementalPoolThreadCount
        }
    }
}

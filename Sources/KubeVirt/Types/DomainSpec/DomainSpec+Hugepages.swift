extension DomainSpec {
    /// Hugepages allow to use hugepages for the VirtualMachineInstance instead of regular memory.
    public struct Hugepages: Sendable, Hashable, Codable {
        /// PageSize specifies the hugepage size, for x86_64 architecture valid values are 1Gi and 2Mi.
        public var pageSize: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            pageSize: String? = nil
        ) {
            self.pageSize = pageSize
        }
    }
}

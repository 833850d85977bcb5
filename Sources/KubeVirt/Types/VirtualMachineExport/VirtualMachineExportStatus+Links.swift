extension VirtualMachineExportStatus {
    /// VirtualMachineExportLinks contains the links that point the exported VM resources.
    public struct Links: Sendable, Hashable, Codable {
        /// Addresses from outside of the cluster.
        public var external: Link?
        /// Addresses within the cluster.
        public var `internal`: Link?

        /// A value with these fields; what is not given stays unset.
        public init(
            external: Link? = nil,
            `internal`: Link? = nil
        ) {
            self.external = external
            self.internal = `internal`
        }
    }
}

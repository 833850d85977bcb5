extension VirtualMachineInstanceStatus {
    /// InitrdInfo show info about the initrd file.
    public struct InitrdInfo: Sendable, Hashable, Codable {
        /// deprecated; Checksum is the checksum of the initrd file.
        public var checksum: Int64?

        /// A value with these fields; what is not given stays unset.
        public init(
            checksum: Int64? = nil
        ) {
            self.checksum = checksum
        }
    }
}

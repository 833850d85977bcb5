extension VirtualMachineInstanceStatus {
    /// ContainerDiskInfo shows info about the containerdisk.
    public struct ContainerDiskInfo: Sendable, Hashable, Codable {
        /// deprecated; Checksum is the checksum of the rootdisk or kernel artifacts inside the containerdisk.
        public var checksum: Int64?

        /// A value with these fields; what is not given stays unset.
        public init(
            checksum: Int64? = nil
        ) {
            self.checksum = checksum
        }
    }
}

extension VirtualMachineInstanceStatus {
    /// KernelInfo show info about the kernel image.
    public struct KernelInfo: Sendable, Hashable, Codable {
        /// deprecated; Checksum is the checksum of the kernel image.
        public var checksum: Int64?

        /// A value with these fields; what is not given stays unset.
        public init(
            checksum: Int64? = nil
        ) {
            self.checksum = checksum
        }
    }
}

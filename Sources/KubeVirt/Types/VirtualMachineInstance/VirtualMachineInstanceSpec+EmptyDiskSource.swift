extension VirtualMachineInstanceSpec {
    /// An empty disk.
    public struct EmptyDiskSource: Sendable, Hashable, Codable {
        /// Size that the guest sees.
        public var capacity: Quantity

        /// A value with these fields; what is not given stays unset.
        public init(
            capacity: Quantity
        ) {
            self.capacity = capacity
        }
    }
}

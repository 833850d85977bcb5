extension VirtualMachineInstanceSpec {
    /// Represents a disk created on the cluster level.
    public struct HostDisk: Sendable, Hashable, Codable {
        /// Capacity of the sparse disk.
        public var capacity: Quantity?
        /// The path to HostDisk image located on the cluster.
        public var path: String
        /// Shared indicate whether the path is shared between nodes.
        public var shared: Bool?
        /// Contains information if disk.img exists or should be created allowed options are 'Disk' and 'DiskOrCreate'.
        public var type: String

        /// A value with these fields; what is not given stays unset.
        public init(
            capacity: Quantity? = nil,
            path: String,
            shared: Bool? = nil,
            type: String
        ) {
            self.capacity = capacity
            self.path = path
            self.shared = shared
            self.type = type
        }
    }
}

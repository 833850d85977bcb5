extension VirtualMachineInstanceSpec {
    /// A data volume by its name.
    public struct DataVolumeSource: Sendable, Hashable, Codable {
        /// Hotpluggable indicates whether the volume can be hotplugged and hotunplugged.
        public var hotpluggable: Bool?
        /// Name of both the DataVolume and the PVC in the same namespace.
        public var name: String

        /// A value with these fields; what is not given stays unset.
        public init(
            hotpluggable: Bool? = nil,
            name: String
        ) {
            self.hotpluggable = hotpluggable
            self.name = name
        }
    }
}

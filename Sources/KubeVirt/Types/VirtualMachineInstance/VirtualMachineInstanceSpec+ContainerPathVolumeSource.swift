extension VirtualMachineInstanceSpec {
    /// ContainerPathVolumeSource represents a path from the virt-launcher container to be exposed to the VM via
    /// virtiofs.
    ///
    /// The path must correspond to an existing volumeMount in the virt-launcher pod's compute container.
    public struct ContainerPathVolumeSource: Sendable, Hashable, Codable {
        /// Path is the absolute path within the virt-launcher container to expose to the VM.
        ///
        /// The path must correspond to an existing volumeMount in the compute container.
        public var path: String
        /// ReadOnly controls whether the volume is exposed as read-only to the VM.
        ///
        /// Defaults to true. Write access is not currently supported.
        public var readOnly: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            path: String,
            readOnly: Bool? = nil
        ) {
            self.path = path
            self.readOnly = readOnly
        }
    }
}

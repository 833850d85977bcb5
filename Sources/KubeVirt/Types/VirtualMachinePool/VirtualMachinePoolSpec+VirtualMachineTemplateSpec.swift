extension VirtualMachinePoolSpec {
    /// What the virtual machines shall be.
    public struct VirtualMachineTemplateSpec: Sendable, Hashable, Codable {
        /// Labels and annotations of the virtual machines.
        public var metadata: ObjectMeta?
        /// VirtualMachineSpec contains the VirtualMachine specification.
        public var spec: VirtualMachineSpec?

        /// A value with these fields; what is not given stays unset.
        public init(
            metadata: ObjectMeta? = nil,
            spec: VirtualMachineSpec? = nil
        ) {
            self.metadata = metadata
            self.spec = spec
        }
    }
}

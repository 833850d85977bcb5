extension VirtualMachineSnapshotContentSpec {
    /// A virtual machine as it was.
    public struct VirtualMachine: Sendable, Hashable, Codable {
        /// Name, labels and annotations.
        public var metadata: ObjectMeta?
        /// VirtualMachineSpec contains the VirtualMachine specification.
        public var spec: VirtualMachineSpec?
        /// Status holds the current state of the controller and brief information about its associated
        /// VirtualMachineInstance.
        public var status: VirtualMachineStatus?

        /// A value with these fields; what is not given stays unset.
        public init(
            metadata: ObjectMeta? = nil,
            spec: VirtualMachineSpec? = nil,
            status: VirtualMachineStatus? = nil
        ) {
            self.metadata = metadata
            self.spec = spec
            self.status = status
        }
    }
}

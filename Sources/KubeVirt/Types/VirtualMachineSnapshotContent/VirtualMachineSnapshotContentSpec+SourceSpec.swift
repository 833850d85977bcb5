extension VirtualMachineSnapshotContentSpec {
    /// SourceSpec contains the appropriate spec for the resource being snapshotted.
    public struct SourceSpec: Sendable, Hashable, Codable {
        /// The machine as it was.
        public var virtualMachine: VirtualMachine?

        /// A value with these fields; what is not given stays unset.
        public init(
            virtualMachine: VirtualMachine? = nil
        ) {
            self.virtualMachine = virtualMachine
        }
    }
}

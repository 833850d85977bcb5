extension VirtualMachinePreferenceSpec {
    /// What the guest needs to run at all.
    public struct PreferenceRequirements: Sendable, Hashable, Codable {
        /// Required Architecture of the VM referencing this preference.
        public var architecture: String?
        /// Required CPU related attributes of the instancetype.
        public var cpu: CPUPreferenceRequirement?
        /// Required Memory related attributes of the instancetype.
        public var memory: MemoryPreferenceRequirement?

        /// A value with these fields; what is not given stays unset.
        public init(
            architecture: String? = nil,
            cpu: CPUPreferenceRequirement? = nil,
            memory: MemoryPreferenceRequirement? = nil
        ) {
            self.architecture = architecture
            self.cpu = cpu
            self.memory = memory
        }
    }
}

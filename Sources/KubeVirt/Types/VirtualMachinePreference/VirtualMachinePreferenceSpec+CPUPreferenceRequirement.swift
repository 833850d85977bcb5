extension VirtualMachinePreferenceSpec {
    /// Processors that the guest needs.
    public struct CPUPreferenceRequirement: Sendable, Hashable, Codable {
        /// Minimal number of vCPUs required by the preference.
        public var guest: UInt32

        /// A value with these fields; what is not given stays unset.
        public init(
            guest: UInt32
        ) {
            self.guest = guest
        }
    }
}

extension VirtualMachinePreferenceSpec {
    /// Memory that the guest needs.
    public struct MemoryPreferenceRequirement: Sendable, Hashable, Codable {
        /// Minimal amount of memory required by the preference.
        public var guest: Quantity

        /// A value with these fields; what is not given stays unset.
        public init(
            guest: Quantity
        ) {
            self.guest = guest
        }
    }
}

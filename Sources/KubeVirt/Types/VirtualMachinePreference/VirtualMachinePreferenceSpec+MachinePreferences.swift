extension VirtualMachinePreferenceSpec {
    /// MachinePreferences contains various optional defaults for Machine.
    public struct MachinePreferences: Sendable, Hashable, Codable {
        /// PreferredMachineType optionally defines the preferred machine type to use.
        public var preferredMachineType: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            preferredMachineType: String? = nil
        ) {
            self.preferredMachineType = preferredMachineType
        }
    }
}

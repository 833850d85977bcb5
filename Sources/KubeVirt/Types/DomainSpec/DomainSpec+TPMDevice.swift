extension DomainSpec {
    /// A trusted platform module.
    public struct TPMDevice: Sendable, Hashable, Codable {
        /// Enabled allows a user to explicitly disable the vTPM even when one is enabled by a preference referenced by
        /// the VirtualMachine Defaults to True.
        public var enabled: Bool?
        /// Persistent indicates the state of the TPM device should be kept accross reboots Defaults to false.
        public var persistent: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            enabled: Bool? = nil,
            persistent: Bool? = nil
        ) {
            self.enabled = enabled
            self.persistent = persistent
        }
    }
}

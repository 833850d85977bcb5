extension VirtualMachinePreferenceSpec {
    /// FirmwarePreferences contains various optional defaults for Firmware.
    public struct FirmwarePreferences: Sendable, Hashable, Codable {
        /// PreferredEfi optionally enables EFI.
        public var preferredEfi: DomainSpec.EFI?
        /// PreferredUseBios optionally enables BIOS.
        public var preferredUseBios: Bool?
        /// PreferredUseBiosSerial optionally transmitts BIOS output over the serial.
        ///
        /// Requires PreferredUseBios to be enabled.
        public var preferredUseBiosSerial: Bool?
        /// PreferredUseEfi optionally enables EFI
        ///
        /// Deprecated: Will be removed with v1beta2 or v1.
        public var preferredUseEfi: Bool?
        /// PreferredUseSecureBoot optionally enables SecureBoot and the OVMF roms will be swapped for
        /// SecureBoot-enabled ones.
        ///
        /// Requires PreferredUseEfi and PreferredSmm to be enabled.
        ///
        /// Deprecated: Will be removed with v1beta2 or v1.
        public var preferredUseSecureBoot: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            preferredEfi: DomainSpec.EFI? = nil,
            preferredUseBios: Bool? = nil,
            preferredUseBiosSerial: Bool? = nil,
            preferredUseEfi: Bool? = nil,
            preferredUseSecureBoot: Bool? = nil
        ) {
            self.preferredEfi = preferredEfi
            self.preferredUseBios = preferredUseBios
            self.preferredUseBiosSerial = preferredUseBiosSerial
            self.preferredUseEfi = preferredUseEfi
            self.preferredUseSecureBoot = preferredUseSecureBoot
        }
    }
}

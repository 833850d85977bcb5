extension DomainSpec {
    /// Firmware that starts the guest; `bios` or `efi`, not both.
    public struct Bootloader: Sendable, Hashable, Codable {
        /// SeaBIOS; the default on amd64.
        public var bios: BIOS?
        /// UEFI; the default on arm64.
        public var efi: EFI?

        /// A value with these fields; what is not given stays unset.
        public init(
            bios: BIOS? = nil,
            efi: EFI? = nil
        ) {
            self.bios = bios
            self.efi = efi
        }
    }
}

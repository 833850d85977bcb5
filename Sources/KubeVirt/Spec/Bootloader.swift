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

extension DomainSpec {
    /// SeaBIOS.
    public struct BIOS: Sendable, Hashable, Codable {
        /// Whether the firmware writes to the serial console.
        public var useSerial: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            useSerial: Bool? = nil
        ) {
            self.useSerial = useSerial
        }
    }
}

extension DomainSpec {
    /// UEFI.
    public struct EFI: Sendable, Hashable, Codable {
        /// Whether variables outlive a stop; on a single host they live as long as the machine.
        public var persistent: Bool?
        /// Whether only signed programs start; true by default, and needs `features.smm`.
        public var secureBoot: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            persistent: Bool? = nil,
            secureBoot: Bool? = nil
        ) {
            self.persistent = persistent
            self.secureBoot = secureBoot
        }
    }
}

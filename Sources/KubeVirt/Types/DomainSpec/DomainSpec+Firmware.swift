extension DomainSpec {
    /// Firmware, its identity and direct kernel boot.
    public struct Firmware: Sendable, Hashable, Codable {
        /// Information that can be set in the ACPI table.
        public var acpi: ACPI?
        /// BIOS or UEFI; BIOS by default on amd64, UEFI on arm64.
        public var bootloader: Bootloader?
        /// Boot a kernel directly, past firmware and boot loader.
        public var kernelBoot: KernelBoot?
        /// Serial number in SMBIOS.
        public var serial: String?
        /// Machine's UUID in SMBIOS; random by default.
        public var uuid: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            acpi: ACPI? = nil,
            bootloader: Bootloader? = nil,
            kernelBoot: KernelBoot? = nil,
            serial: String? = nil,
            uuid: String? = nil
        ) {
            self.acpi = acpi
            self.bootloader = bootloader
            self.kernelBoot = kernelBoot
            self.serial = serial
            self.uuid = uuid
        }
    }
}

extension DomainSpec {
    /// Firmware, its identity and direct kernel boot.
    public struct Firmware: Sendable, Hashable, Codable {
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
            bootloader: Bootloader? = nil, kernelBoot: KernelBoot? = nil, serial: String? = nil, uuid: String? = nil
        ) {
            self.bootloader = bootloader
            self.kernelBoot = kernelBoot
            self.serial = serial
            self.uuid = uuid
        }
    }
}

extension DomainSpec.Firmware: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        ["acpi"]
    }
}

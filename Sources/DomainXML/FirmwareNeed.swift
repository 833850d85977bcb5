package import KubeVirt

/// Which UEFI a machine asks for.
package struct FirmwareNeed: Sendable, Hashable {
    package var architecture: Architecture
    /// Signed programs only: the program built with system management mode, variables with the keys enrolled.
    package var secureBoot: Bool

    package init(architecture: Architecture, secureBoot: Bool) {
        self.architecture = architecture
        self.secureBoot = secureBoot
    }
}

extension VirtualMachineInstance {
    /// The UEFI that the machine asks for, nil when it starts by BIOS or without firmware.
    ///
    /// `persistent` asks for nothing more: the variables live as long as the machine, through reboots.
    package var firmwareNeed: FirmwareNeed? {
        guard let efi = spec.domain.firmware?.bootloader?.efi else { return nil }
        return FirmwareNeed(architecture: spec.architecture ?? .amd64, secureBoot: efi.secureBoot ?? true)
    }
}

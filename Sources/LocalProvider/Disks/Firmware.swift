import DomainXML
import Host
import KubeVirt
import Machines

/// Finds the UEFI that a machine needs among the files of this host's distribution.
enum Firmware {
    /// A program and the variables it starts from; in the order of preference.
    private struct Candidate {
        let loader: String
        let template: String
    }

    /// `variables` is where the machine keeps its own.
    static func files(for need: FirmwareNeed, variables: String) throws(MachineError) -> FirmwareFiles {
        let known = candidates(for: need)
        guard let found = known.first(where: { FileSystem.exists($0.loader) && FileSystem.exists($0.template) }) else {
            let package = need.architecture == .arm64 ? "qemu-efi-aarch64" : "ovmf"
            throw MachineError(
                .hostNotReady,
                "there is no UEFI firmware\(need.secureBoot ? " with secure boot" : "") for "
                    + "\(need.architecture.rawValue) on this host. Install the package \(package)"
                    + (known.isEmpty ? "." : " (looked for \(known.map(\.loader).joined(separator: ", "))).")
                    + (need.secureBoot ? " Or set spec.domain.firmware.bootloader.efi.secureBoot to false." : ""))
        }
        return FirmwareFiles(loader: found.loader, variables: variables, template: found.template)
    }

    /// Debian's places, then Fedora's.
    private static func candidates(for need: FirmwareNeed) -> [Candidate] {
        switch (need.architecture, need.secureBoot) {
        case (.amd64, false):
            [
                Candidate(
                    loader: "/usr/share/OVMF/OVMF_CODE_4M.fd", template: "/usr/share/OVMF/OVMF_VARS_4M.fd"),
                Candidate(loader: "/usr/share/OVMF/OVMF_CODE.fd", template: "/usr/share/OVMF/OVMF_VARS.fd"),
                Candidate(
                    loader: "/usr/share/edk2/ovmf/OVMF_CODE.fd", template: "/usr/share/edk2/ovmf/OVMF_VARS.fd"),
            ]
        case (.amd64, true):
            [
                Candidate(
                    loader: "/usr/share/OVMF/OVMF_CODE_4M.secboot.fd", template: "/usr/share/OVMF/OVMF_VARS_4M.ms.fd"),
                Candidate(
                    loader: "/usr/share/OVMF/OVMF_CODE.secboot.fd", template: "/usr/share/OVMF/OVMF_VARS.ms.fd"),
                Candidate(
                    loader: "/usr/share/edk2/ovmf/OVMF_CODE.secboot.fd",
                    template: "/usr/share/edk2/ovmf/OVMF_VARS.secboot.fd"),
            ]
        case (.arm64, false):
            [
                Candidate(loader: "/usr/share/AAVMF/AAVMF_CODE.fd", template: "/usr/share/AAVMF/AAVMF_VARS.fd"),
                Candidate(
                    loader: "/usr/share/edk2/aarch64/QEMU_EFI-silent-pflash.raw",
                    template: "/usr/share/edk2/aarch64/vars-template-pflash.raw"),
            ]
        default: []
        }
    }
}

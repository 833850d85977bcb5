package import DomainXML
import FoundationEssentials
import Host
package import KubeVirt
package import Machines

/// Finds the UEFI that a machine needs among those that this host's packages describe.
package enum Firmware {
    /// Administrators' descriptors hide a package's of the same name, as for QEMU itself.
    private static let directories = ["/etc/qemu/firmware", "/usr/share/qemu/firmware"]

    /// The UEFI of a machine; nil where it has none, or a file of its own.
    ///
    /// - Throws: ``MachineError``: this host has none that fits, and which package has one.
    package static func choice(for machine: VirtualMachineInstance) throws(MachineError) -> FirmwareChoice? {
        guard let need = machine.firmwareNeed else { return nil }
        return try choice(for: need, machine: machine.spec.domain.machine?.type ?? "q35")
    }

    static func choice(
        for need: FirmwareNeed, machine: String, in directories: [String] = directories
    ) throws(MachineError) -> FirmwareChoice {
        let fitting = descriptors(in: directories).filter { $0.fits(need, machine: machine) }
        let found = fitting.lazy.compactMap(\.choice).first {
            FileSystem.exists($0.loader) && FileSystem.exists($0.template)
        }
        guard let found else {
            let remedy = package(for: need.architecture).map { "Install the package \($0)." }
            throw MachineError(
                .hostNotReady,
                "there is no UEFI firmware\(need.secureBoot ? " with secure boot" : "") for \(machine) on "
                    + "\(need.architecture.rawValue). \(remedy ?? "Leave spec.domain.firmware.bootloader out.")"
                    + (need.secureBoot ? " Or set spec.domain.firmware.bootloader.efi.secureBoot to false." : ""))
        }
        return found
    }

    /// Debian's package with UEFI for an architecture; nil where none has it.
    private static func package(for architecture: Architecture) -> String? {
        switch architecture {
        case .amd64, .i386: "ovmf"
        case .arm64: "qemu-efi-aarch64"
        case .armhf: "qemu-efi-arm"
        case .riscv64: "qemu-efi-riscv64"
        default: nil
        }
    }

    private static func descriptors(in directories: [String]) -> [FirmwareDescriptor] {
        var files: [String: String] = [:]
        for directory in directories {
            for name in FileSystem.names(in: directory) where name.hasSuffix(".json") && files[name] == nil {
                files[name] = directory + "/" + name
            }
        }
        // One that cannot be read is somebody else's mistake, and no reason to do without the others.
        return files.sorted { $0.key < $1.key }.compactMap { _, path in
            guard let bytes = try? FileSystem.read(path) else { return nil }
            return try? JSONDecoder().decode(FirmwareDescriptor.self, from: Data(bytes))
        }
    }
}

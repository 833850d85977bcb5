import Host
package import KubeVirt
import LocalProvider

/// What there is to boot for an architecture in Debian's packages: its installer's kernel and initramfs, or where no
/// package has those, firmware.
package struct ForeignBoot: Sendable, CustomStringConvertible {
    package let architecture: Architecture
    package let kernel: String?
    package let initrd: String?
    /// What the console shows when it got as far as it can: the installer's first line, or firmware's last.
    package let sign: String
    /// The package that has the kernel.
    let package: String?

    package var description: String { architecture.rawValue }

    package static let all: [ForeignBoot] = [
        installer(.armhf, "armhf/text/debian-installer/armhf", "vmlinuz"),
        installer(.arm64, "arm64/text/debian-installer/arm64", "linux"),
        installer(.i386, "i386/text/debian-installer/i386", "linux"),
        installer(.mips64el, "mips64el/malta", nil),
        installer(.ppc64le, "ppc64el/text/debian-installer/ppc64el", "vmlinux"),
        ForeignBoot(
            architecture: .riscv64, kernel: "/usr/lib/u-boot/qemu-riscv64_smode/uboot.elf", initrd: nil,
            sign: "Hit any key to stop autoboot", package: "u-boot-qemu"),
        ForeignBoot(
            architecture: .s390x, kernel: nil, initrd: nil, sign: "Failed to load OS from hard disk",
            package: nil),
    ]

    /// Those of the installer are named by Debian's name of the architecture; a kernel without a name of its own has its
    /// version in it.
    private static func installer(_ architecture: Architecture, _ place: String, _ kernel: String?) -> ForeignBoot {
        let directory = "/usr/lib/debian-installer/images/12/" + place
        let name = kernel ?? FileSystem.names(in: directory).first { $0.hasPrefix("vmlinu") } ?? "vmlinuz"
        return ForeignBoot(
            architecture: architecture, kernel: directory + "/" + name, initrd: directory + "/initrd.gz",
            sign: "Starting system log daemon",
            package: "debian-installer-12-netboot-" + (architecture == .ppc64le ? "ppc64el" : architecture.rawValue))
    }

    /// Why not all of them can be booted here; nil when they can.
    static func obstacle() async -> String? {
        for boot in all {
            if let obstacle = await MachineProbe.obstacle(emulating: boot.architecture) { return obstacle }
            for path in [boot.kernel, boot.initrd].compactMap(\.self) where !FileSystem.exists(path) {
                return "\(path) is not there (package \(boot.package ?? ""))"
            }
        }
        return nil
    }
}

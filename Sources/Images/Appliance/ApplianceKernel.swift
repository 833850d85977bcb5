import Glibc
import Host

/// The kernel that libguestfs's appliance is made with.
package enum ApplianceKernel {
    /// Why the appliance has no kernel; nil when it has one. Some distributions let only root read kernels.
    package static func obstacle(root: String = "") -> ImageError? {
        let boot = root + "/boot"
        let kernels = FileSystem.names(in: boot).filter { $0.hasPrefix("vmlinuz-") }.sorted()
        guard !kernels.isEmpty else {
            return ImageError(
                .noKernel,
                "\(boot) has no kernel, which libguestfs's appliance needs. Install a kernel package: "
                    + "linux-image-cloud-amd64 on Debian, linux-image-virtual on Ubuntu.")
        }
        let readable = kernels.filter { access("\(boot)/\($0)", R_OK) == 0 }
        guard !readable.isEmpty else {
            return ImageError(
                .unreadableKernel,
                "you may not read \(boot)/\(kernels[0]), which libguestfs's appliance needs. Let root run: "
                    + "chmod +r \(boot)/vmlinuz-* (and dpkg-statoverride, to keep it so after updates)")
        }
        guard
            readable.contains(where: { FileSystem.exists("\(root)/lib/modules/\($0.dropFirst("vmlinuz-".count))") })
        else {
            return ImageError(
                .noModules,
                "no kernel in \(boot) has its modules in \(root)/lib/modules, which libguestfs's appliance needs. Install "
                    + "the kernel's package again.")
        }
        return nil
    }
}

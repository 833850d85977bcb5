package import Fixtures

/// A bootstrap with everything decided: what comes from where. A value; the same plan asks mmdebstrap for the same.
package struct BootstrapPlan: Sendable, Hashable {
    package let source: BootstrapSource
    /// Debian's name of the architecture, such as `amd64`.
    package let architecture: String
    /// Lines of a sources.list; empty when the host's apt knows no archive of the distribution. mmdebstrap then takes the
    /// distribution's official one.
    package let lines: [String]
    /// Parts of the archive, between spaces.
    package let components: String
    package let keyrings: [String]
    package let packages: [String]

    package init(_ source: BootstrapSource, architecture: String, host: [AptSource]) {
        self.source = source
        self.architecture = architecture
        let distribution = source.distribution
        let components = (source.components.isEmpty ? distribution.defaultComponents : source.components)
            .joined(separator: " ")
        let suite = source.suite
        let archives = Archives(source, host)
        // Where the host does not check signatures, there are none to check.
        let deb = archives.isTrusted ? "deb [trusted=yes]" : "deb"
        var lines = archives.main.map { "\(deb) \($0) \(suite) \(components)" }
        if !distribution.isRolling(suite) {
            lines += archives.updates.map { "\(deb) \($0) \(suite)-updates \(components)" }
            lines += archives.security.map { "\(deb) \($0) \(suite)-security \(components)" }
        }
        self.lines = lines
        self.components = components
        keyrings = archives.keyrings.isEmpty ? [distribution.keyring.path] : archives.keyrings
        packages = Self.packages(source, architecture)
    }

    /// Addresses for packages, their updates and security updates.
    private struct Archives {
        var main: [String]
        var updates: [String] = []
        var security: [String] = []
        var keyrings: [String] = []
        var isTrusted = false

        init(_ source: BootstrapSource, _ host: [AptSource]) {
            guard source.mirrors.isEmpty else {
                // Nothing is known about a named mirror but that it has the suite: a snapshot or a small local archive
                // often has no other.
                main = source.mirrors
                return
            }
            let distribution = source.distribution
            let ours = host.filter(distribution.isOurs)
            func addresses(_ isMeant: (AptSource, String) -> Bool) -> [String] {
                // One is enough: apt would read the same lists from each.
                Array(ours.flatMap { entry in entry.addresses.filter { isMeant(entry, $0) } }.prefix(1))
            }
            main = addresses { entry, _ in !entry.isSecurity }
            updates = addresses { [main] in $0.suites.contains { $0.hasSuffix("-updates") } && main.contains($1) }
            security = addresses { entry, _ in entry.isSecurity }
            for entry in ours where !entry.addresses.allSatisfy({ !(main + security).contains($0) }) {
                for keyring in entry.keyrings where !keyrings.contains(keyring) { keyrings.append(keyring) }
                isTrusted = isTrusted || entry.isTrusted
            }
        }
    }

    /// What the guest has beside the distribution's essential packages. Recommended ones are left out, so what a cloud
    /// image of the distribution has is named.
    private static func packages(_ source: BootstrapSource, _ architecture: String) -> [String] {
        let distribution = source.distribution
        var packages = [
            source.kernel ?? distribution.defaultKernel(architecture), "initramfs-tools", "zstd",
            "systemd-sysv", "dbus", "udev", "kmod", "libpam-systemd",
            "iproute2", "iputils-ping", "netbase", "ca-certificates", "procps", "less", "sudo", "e2fsprogs",
            "cloud-init", "openssh-server", "qemu-guest-agent", "grub2-common",
        ]
        if distribution.hasResolverPackage(source.suite) { packages.append("systemd-resolved") }
        if distribution.hasRepartPackage(source.suite) { packages.append("systemd-repart") }
        switch architecture {
        case "amd64": packages += ["grub-pc-bin", "grub-efi-amd64-bin"]
        case "arm64": packages += ["grub-efi-arm64-bin"]
        default: break
        }
        for package in source.packages where !packages.contains(package) { packages.append(package) }
        return packages
    }
}

import Host
package import KubeVirt
import LocalProvider

/// What there is to boot for another architecture with an initramfs of ours: a kernel with its modules and a busybox, which
/// `ci/foreign` has fetched, and the compiler of the helper.
package struct ForeignGuest: Sendable {
    package let architecture: Architecture
    /// What its `uname -m` says.
    package let machine: String
    /// An image or a package.
    package let kernel: String?
    /// Where an image's modules are.
    package let modules: String?
    package let busybox: String?

    package init(_ architecture: Architecture) {
        let name = architecture == .ppc64le ? "ppc64el" : architecture.rawValue
        let machines: [Architecture: String] = [
            .arm64: "aarch64", .armhf: "armv7l", .i386: "i686", .mips64el: "mips64",
        ]
        let place = TestHost.package + "/.build/packages/foreign"
        func package(_ beginning: String) -> String? {
            FileSystem.names(in: place).filter { $0.hasPrefix(beginning) && $0.hasSuffix("_\(name).deb") }.sorted()
                .last.map { "\(place)/\($0)" }
        }
        let own = package("linux-image-")
        let installer = ForeignBoot.all.first { $0.architecture == architecture && $0.initrd != nil }?.kernel
        let unpacked = FileSystem.exists("\(place)/\(name)") ? "\(place)/\(name)" : nil
        self.architecture = architecture
        machine = machines[architecture] ?? architecture.rawValue
        kernel = own ?? (unpacked == nil ? nil : installer.flatMap { FileSystem.exists($0) ? $0 : nil })
        modules = own == nil ? unpacked : nil
        busybox = package("busybox-static_")
    }

    /// The words of `mayfly boot` for it.
    package var words: [String] {
        ["--arch", architecture.rawValue, "--kernel", kernel ?? "", "--busybox", busybox ?? ""]
            + (modules.map { ["--modules", $0] } ?? [])
    }

    func obstacle() async -> String? {
        guard kernel != nil else {
            return "there is no kernel of \(architecture.rawValue) in .build/packages/foreign; run: ci/foreign"
        }
        guard busybox != nil else {
            return "there is no busybox of \(architecture.rawValue) in .build/packages/foreign; run: ci/foreign"
        }
        if let compiler = CrossCompiler(for: architecture), FileSystem.program(compiler.program) == nil {
            return "there is no \(compiler.program). \(compiler.remedy)"
        }
        return await MachineProbe.obstacle(emulating: architecture)
    }
}

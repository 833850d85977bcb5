/// A kernel module as a file of the host.
package struct KernelModule: Sendable, Hashable {
    /// With underscores, as the kernel calls it.
    package let name: String
    /// Relative to the kernel's modules directory.
    package let path: String
    /// The modules that must be loaded before it, as their own files say.
    package let needs: [String]

    package init(path: String, needs: [String]) {
        self.path = path
        self.needs = needs
        name = Self.name(ofPath: path)
    }

    /// Whether the file must be unpacked before a kernel can take it.
    package var isCompressed: Bool { !path.hasSuffix(".ko") }

    /// Names with - and _ mean the same module.
    package static func normalized(_ name: some StringProtocol) -> String {
        String(name.map { $0 == "-" ? "_" : $0 })
    }

    /// `kernel/drivers/char/hw_random/virtio-rng.ko.xz` is the module virtio_rng.
    static func name(ofPath path: some StringProtocol) -> String {
        let file = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? String(path)
        for ending in [".ko", ".ko.xz", ".ko.zst", ".ko.gz"] where file.hasSuffix(ending) {
            return normalized(file.dropLast(ending.count))
        }
        return normalized(file)
    }
}

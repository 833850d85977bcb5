import Host
import Images

extension KernelFiles {
    /// Whether a guest can have the code of a module.
    enum Presence: Sendable, Hashable {
        case here, absent, unknown
    }

    /// By what they are chosen when a kernel is configured.
    static let configurations = [
        "9p": "CONFIG_9P_FS", "9pnet_virtio": "CONFIG_NET_9P_VIRTIO", "virtiofs": "CONFIG_VIRTIO_FS",
        "overlay": "CONFIG_OVERLAY_FS", "nfit": "CONFIG_ACPI_NFIT", "nd_pmem": "CONFIG_BLK_DEV_PMEM",
        "virtio_pci": "CONFIG_VIRTIO_PCI", "virtio_console": "CONFIG_VIRTIO_CONSOLE",
    ]

    /// As its own list of what is built in, its modules or its configuration tell. It blocks for a moment.
    func presence(of module: String) -> Presence {
        if builtin?.contains(module) == true { return .here }
        if let modules, let list = try? FileSystem.read(modules + "/modules.dep"),
            ModuleIndex(dependencies: list)[module] != nil
        {
            return .here
        }
        if builtin != nil { return .absent }
        guard let name = Self.configurations[module], let text = configuration else { return .unknown }
        // As a module it would be among those that are here.
        return text.split(separator: "\n").contains { $0 == "\(name)=y" } ? .here : .absent
    }

    /// What it was configured with, where distributions put that beside the kernel or a build tree has it. Any file may be
    /// called `config`.
    private var configuration: String? {
        let directory = image.lastIndex(of: "/").map { String(image[..<$0]) } ?? ""
        let places = ["\(directory)/config-\(version)", "\(directory)/config", "\(directory)/../../../.config"]
        return places.lazy.compactMap(FileSystem.text).first(where: Self.isConfiguration)
    }

    private static func isConfiguration(_ text: String) -> Bool {
        text.split(separator: "\n").contains { line in
            line.hasPrefix("CONFIG_") || line.hasPrefix("# CONFIG_") || line.hasSuffix(" Kernel Configuration")
        }
    }
}

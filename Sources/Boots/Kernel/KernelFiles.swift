/// A kernel on this host with what belongs to it.
package struct KernelFiles: Sendable, Hashable {
    /// What QEMU is given, by its absolute path.
    package var image: String
    package var version: String
    /// A directory with `modules.dep`.
    package var modules: String?
    /// The kernel with its symbols.
    package var symbols: String?
    /// The modules of which it has the code in itself; nil when that is not known.
    package var builtin: Set<String>?

    package init(
        image: String, version: String, modules: String? = nil, symbols: String? = nil, builtin: Set<String>? = nil
    ) {
        self.image = image
        self.version = version
        self.modules = modules
        self.symbols = symbols
        self.builtin = builtin
    }

    /// The modules by which the helper in the guest talks to us. Without modules they have to be in the kernel.
    package var helperModules: [String] { modules == nil ? [] : ["virtio_pci", "virtio_console"] }

    /// The module of the machine's card, where it has one and the kernel has the code as a module.
    func networkModules(_ debugging: BootDebugging) -> [String] {
        debugging.network == nil || modules == nil ? [] : ["virtio_net"]
    }

    /// Those that a kernel is known to be without, and cannot load. It blocks for a moment.
    package var missingForHelper: [String] {
        guard modules == nil else { return [] }
        return ["virtio_pci", "virtio_console"].filter { presence(of: $0) == .absent }
    }
}

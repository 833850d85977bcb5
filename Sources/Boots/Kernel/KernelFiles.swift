package import KubeVirt
import LocalProvider

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
    /// The busybox for its guest, where it is not this host's own.
    package var busybox: String?

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
    package func helperModules(on architecture: Architecture = .ofThisHost) -> [String] {
        modules == nil ? [] : Self.modulesOfHelper(on: architecture)
    }

    /// The bus of an s390x is no module: a kernel for guests has it (`CONFIG_S390_GUEST`).
    private static func modulesOfHelper(on architecture: Architecture) -> [String] {
        (architecture == .s390x ? [] : ["virtio_pci"]) + ["virtio_console"]
    }

    /// The module of the machine's card, where it has one and the kernel has the code as a module.
    func networkModules(_ debugging: BootDebugging) -> [String] {
        debugging.network == nil || modules == nil ? [] : ["virtio_net"]
    }

    /// Those that a kernel is known to be without, and cannot load. It blocks for a moment.
    package func missingForHelper(on architecture: Architecture = .ofThisHost) -> [String] {
        guard modules == nil else { return [] }
        return Self.modulesOfHelper(on: architecture).filter { presence(of: $0) == .absent }
    }
}

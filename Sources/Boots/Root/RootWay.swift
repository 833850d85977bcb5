/// How a guest gets at the files of its root.
public enum RootWay: String, Sendable, Hashable, CaseIterable {
    /// QEMU reads a directory for it, with the rights of who runs QEMU.
    case ninep = "9p"
    /// A program beside QEMU reads a directory for it.
    case virtiofs
    /// A disk: an image as it is, or one that is made of a directory.
    case image
    /// The same image as the guest's persistent memory, which answers at once: so it can be in a boot whose runs are the
    /// same. amd64 only.
    case pmem

    /// Whether it is by an image of the files.
    var isImage: Bool { self == .image || self == .pmem }

    /// The modules of the kernel by which it does so.
    var modules: [String] {
        switch self {
        case .ninep: ["9pnet_virtio", "9p", "overlay"]
        case .virtiofs: ["virtiofs", "overlay"]
        case .image: ["virtio_blk", "ext4", "overlay"]
        case .pmem: ["nfit", "nd_pmem", "ext4", "overlay"]
        }
    }
}

extension RootWay {
    /// Those that this kernel needs, and has not in itself: ext4 asks for sums of its own by a name that is no module's.
    func modules(of kernel: KernelFiles) -> [String] {
        guard kernel.modules != nil else { return [] }
        let sums = "crc32c_generic"
        let isNeeded = isImage && kernel.builtin?.contains(sums) != true && kernel.presence(of: sums) == .here
        return (isNeeded ? [sums] : []) + modules
    }
}

/// What a boot's command had for its root.
package struct BootRoot: Sendable, Hashable {
    /// The directory or disk image.
    package var path: String
    package var way: RootWay
}

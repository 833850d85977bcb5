import KubeVirt
import LocalProvider
import Machines

/// Which way to the files of a directory is taken.
struct RootChoice: Sendable {
    /// What is said of the directory.
    let path: String
    /// Whether it is the host's own root.
    let isHosts: Bool
    /// The only one that may be taken, where one was asked for.
    let asked: RootWay?
    /// Whether we are root.
    let isSuperuser: Bool
    /// The guest's.
    var architecture = Architecture.ofThisHost

    /// The better one first. Root's QEMU has none of root's rights, and in its user name space all owners are others; who
    /// serves by virtiofs is root.
    var order: [RootWay] {
        if let asked { return [asked] }
        return isSuperuser ? [.virtiofs, .ninep, .image] : [.ninep, .virtiofs, .image]
    }

    /// The first way in which nothing lacks.
    func way(lack: (RootWay) async throws(MachineError) -> String?) async throws(MachineError) -> RootWay {
        var reasons: [String] = []
        for way in order {
            guard let reason = try await lack(way) else { return way }
            reasons.append("by \(way.rawValue): \(reason)")
        }
        throw MachineError(
            .unsupported,
            "the guest cannot be shown the root \(path)\n  " + reasons.joined(separator: "\n  "))
    }

    /// Why no image is made of it; nil when one is.
    var lackOfImage: String? {
        isHosts
            ? "it is this host's own, and an image would be made of all that is mounted here; \(Self.remedy)" : nil
    }

    static let remedy = "name a directory made for it (debootstrap or mmdebstrap make one) or a raw disk image"

    /// Why a kernel cannot take a way; nil when it can, or when nobody knows and it is the host's root, of which nothing
    /// else can be made: its guest tells of it then.
    func lack(of kernel: KernelFiles, for way: RootWay) -> String? {
        // Of a disk it tells itself, as ever.
        guard way != .image else { return nil }
        if architecture == .mips64el, way == .ninep || way == .virtiofs {
            return "Linux on MIPS has numbers of its own for errors, and takes what this host answers for other ones. "
                + "Take --root-by image"
        }
        // Of the root's own file system its guest tells: it may be any.
        let states = way.modules.filter { $0 != "ext4" }.map { (name: $0, presence: kernel.presence(of: $0)) }
        let absent = states.filter { $0.presence == .absent }.map(\.name)
        if let name = absent.first {
            let configurations = absent.map { KernelFiles.configurations[$0] ?? $0 }
            return "the kernel \(kernel.image) (\(kernel.version)) has \(name) neither in itself nor as a module that "
                + "is here. Set \(configurations.joined(separator: ", ")), or boot a kernel that has it"
                + (way == .ninep ? " (on Debian linux-image-amd64, not the cloud kernel; its .deb will do)" : "")
        }
        guard !isHosts, asked == nil, let unknown = states.first(where: { $0.presence == .unknown }) else { return nil }
        return "it is not known whether the kernel \(kernel.image) has \(unknown.name): no modules of it are here, and "
            + "no configuration is beside it"
    }
}

import Glibc
import Host
import KubeVirt
import LocalProvider
import Machines

/// The root of one boot, as its machine gets it.
struct RootFiles: Sendable {
    let root: BootRoot
    /// The disk that it lies on, where it does.
    let disk: RootDisk?

    /// What the machine says of a directory that it is shown.
    var shared: SharedRoot? {
        switch root.way {
        case .ninep: SharedRoot(root.path, by: .ninep)
        case .virtiofs: SharedRoot(root.path, by: .virtiofs)
        case .image, .pmem: nil
        }
    }

    func release() { disk?.use?.release() }
}

extension Boot {
    /// The root that is meant, in the way that its kernel and this host have; nil where there is no other root.
    func rootFiles(
        for kernel: KernelFiles, on provider: any MachineProvider, _ directories: HostDirectories = .ofThisUser
    ) async throws(MachineError) -> RootFiles? {
        guard let root else { return nil }
        let place = try RootPlace(root)
        let choice = RootChoice(
            path: root, isHosts: place.isHosts, asked: isExact ? .pmem : rootWay, isSuperuser: geteuid() == 0,
            architecture: machineArchitecture)
        var way = choice.asked ?? .image
        if place.isDirectory || way == .pmem {
            way = try await choice.way { (way) async throws(MachineError) in
                if let lack = choice.lack(of: kernel, for: way) { return lack }
                return switch way {
                case .image: choice.lackOfImage
                case .pmem: machineArchitecture == .amd64 ? choice.lackOfImage : "only machines of amd64 have it"
                case .ninep: await Self.obstacle(to: .ninep, on: provider)
                case .virtiofs: await Self.obstacle(to: .virtiofs, on: provider)
                }
            }
        } else if way != .image {
            throw MachineError(
                .invalidInput, "the root \(root) is a disk image, which no guest sees by \(way.rawValue)")
        }
        let disk = way.isImage ? try await RootImages(cache: directories.cache).disk(of: root) : nil
        return RootFiles(root: BootRoot(path: place.path, way: way), disk: disk)
    }

    private static func obstacle(to way: SharedRoot.Way, on provider: any MachineProvider) async -> String? {
        guard let local = provider as? LocalProvider else { return "its machine is not this host's" }
        return await local.obstacle(to: way)
    }
}

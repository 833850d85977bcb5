package import KubeVirt
import LocalProvider
// Every suite that asks for something of the host needs both.
@_exported public import MayflyTesting

/// What only this package's own tests need of the host.
extension Requirement {
    /// Machines can be run, and the tiny guest can be made for them; `MAYFLY_REQUIRE=machines` insists on it.
    package static let tinyGuest = Requirement("tiny-guest", with: Requirement.machines.description) {
        await TinyGuestProbe.obstacle()
    }
    /// A distribution can be built here.
    package static let bootstrap = Requirement("bootstrap") { await BootstrapProbe.obstacle() }
    /// A distribution can be booted: built here, or built before.
    package static let distributions = Requirement("distributions") { await BootstrapProbe.diskObstacle() }
    /// This process is root.
    package static let root = Requirement("root") { RootProbe.obstacle() }
    /// This process may mount file systems in a mount name space of its own.
    package static let mounts = Requirement("mounts") { await RootProbe.mountObstacle() }
    /// A server that runs as this user can give its sessions terminals.
    package static let serverTerminals = Requirement("server-terminals") { TerminalProbe.obstacle() }
    /// A directory of the host can be shared with a guest.
    package static let sharing = Requirement("sharing") { await SharingProbe.obstacle() }
    /// A package with a kernel that has 9p is here, and can be booted.
    package static let fullKernel = Requirement("full-kernel") { await FullKernel.obstacle() }
    /// The tree of a kernel that was built for tests is named, and can be booted.
    package static let ownKernel = Requirement("own-kernel") { await OwnKernel.obstacle() }
    /// A directory of the host can be shown to a guest that cannot write to it, by virtiofs.
    package static let readOnlySharing = Requirement("read-only-sharing") { await SharingProbe.readOnlyObstacle() }
    /// A real Kubernetes API server can be run.
    package static let apiServer = Requirement("api-server") { APIServer.obstacle() }
    /// Every architecture has a QEMU here, and something to boot.
    package static let foreignBoots = Requirement("foreign-boots") { await ForeignBoot.obstacle() }
    /// An initramfs of ours can be made and booted for this other architecture.
    package static func foreignGuest(_ architecture: Architecture) -> Requirement {
        Requirement("foreign-guest-" + architecture.rawValue) { await ForeignGuest(architecture).obstacle() }
    }
    /// A program is installed.
    package static func program(_ name: String) -> Requirement {
        Requirement(name) { MachineProbe.obstacle(program: name) }
    }
}

import CLinux
import Glibc
package import Offload

/// As whom the daemon runs, so that libvirt always takes it for a user's own: one kind of daemon everywhere.
///
/// A root libvirtd uses fixed paths that a system's libvirtd may own already, and runs QEMU with root's rights. Both
/// are avoided by not being root where it matters.
package enum DaemonIdentity: Sendable, Hashable {
    /// We are a user: the daemon is too.
    case user
    /// We are root: the daemon sits in a user name space where root's files are its own but no privilege is left. Or we
    /// are a user without a name: there it has one.
    case userNamespace
    /// We are root where no name space may be made (a container): the daemon is another user, and files are staged.
    case unprivileged(uid: UInt32)

    /// `daemon`, which every Linux has and which owns nothing.
    private static let spareUser: UInt32 = 1

    /// Finds out by trying.
    package static func probe() async -> DaemonIdentity {
        // libvirt wants to know its user's name, and in some containers nobody knows it: elsewhere it is another one.
        let isNamed = getpwuid(geteuid()) != nil
        if geteuid() != 0 && isNamed { return .user }
        let prefix = DaemonIdentity.userNamespace.prefix
        if let program = FileSystem.program(prefix[0]),
            case .exited(0)? = try? await Child.run(program, Array(prefix.dropFirst()) + ["true"], limit: .seconds(10))
                .end
        {
            return .userNamespace
        }
        return geteuid() == 0 ? .unprivileged(uid: spareUser) : .user
    }

    /// What is put before the daemon's command.
    package var prefix: [String] {
        switch self {
        case .user: []
        case .userNamespace:
            ["unshare", "--user", "--map-user=\(Self.spareUser)", "--map-group=\(Self.spareUser)", "--"]
        case .unprivileged(let uid):
            // Group root: it may use what we make for it. No capability can come back.
            ["setpriv", "--reuid=\(uid)", "--regid=0", "--groups=\(Self.groups)", "--bounding-set=-all", "--"]
        }
    }

    /// The program that makes the daemon this identity; nil where none is needed.
    package var program: String? { prefix.first }

    /// Root's group, and the one that may use KVM.
    private static var groups: String {
        let kvm = FileSystem.status("/dev/kvm").map { ",\($0.st_gid)" } ?? ""
        return "0" + kvm
    }

    /// The user that has to own what the daemon and QEMU write; nil when that is us.
    package var owner: UInt32? {
        if case .unprivileged(let uid) = self { uid } else { nil }
    }

    /// Lets the daemon's user reach what is handed over to it; it sees no name of ours on the way.
    package func letThrough(_ directories: HostDirectories) throws(SystemError) {
        guard owner != nil else { return }
        for directory in [directories.runtime, directories.machines] {
            try retrying("chown", directory) { chown(directory, geteuid(), 0) }
            try retrying("chmod", directory) { chmod(directory, 0o710) }
        }
    }

    /// Gives a path to the daemon's user, where that is another than ours.
    package func hand(over path: String) throws(SystemError) {
        guard let owner else { return }
        try retrying("chown", path) { chown(path, owner, 0) }
        try retrying("chmod", path) { chmod(path, 0o770) }
    }

    /// Gives a file to the daemon's user, where that is another than ours.
    package func hand(overFile path: String) throws(SystemError) {
        guard let owner else { return }
        try retrying("chown", path) { chown(path, owner, 0) }
        try retrying("chmod", path) { chmod(path, 0o660) }
    }
}

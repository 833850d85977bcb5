import Glibc
import Host

/// How root's rights for a bootstrap are come by, and how everything it starts ends with us.
///
/// `unshare --pid --kill-child` is the leash: it is tied to us, its first child to it, and with that child the kernel
/// ends every process of its process namespace. mmdebstrap's own mode `unshare` has no such leash, so a plain user enters
/// the user namespace (mapping the subordinate ids, itself as root) before it, and mmdebstrap takes itself for root.
package enum BootstrapMode: Sendable, Hashable {
    /// Root that may mount: a mount and a process namespace.
    case root
    /// Root in a container that may not: no namespace at all, mmdebstrap does without mounts.
    case bareRoot
    /// Anyone else: a user namespace too.
    case user

    /// The command that runs a program in that way.
    package func command(_ program: [String]) -> [String] {
        let leash = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        return switch self {
        case .root: ["unshare"] + leash + program
        case .bareRoot: program
        case .user: ["unshare", "--user", "--map-root-user", "--map-auto"] + leash + program
        }
    }

    /// The mode for this process, or why there is none.
    package static func ofThisProcess() async throws(ImageError) -> BootstrapMode {
        if geteuid() == 0 { return await works(.root) ? .root : .bareRoot }
        if let obstacle = await SubordinateIDs.obstacle() { throw obstacle }
        return .user
    }

    /// Whether a command can be run in that way: tried.
    static func works(_ mode: BootstrapMode) async -> Bool {
        let command = mode.command(["true"])
        guard let program = FileSystem.program(command[0]),
            let result = try? await Child.run(program, Array(command.dropFirst()), limit: .seconds(20))
        else { return false }
        return result.end == .exited(0)
    }
}

/// Something of the host that a test cannot do without.
package struct Requirement: Sendable, Hashable, CustomStringConvertible {
    private enum Kind: Sendable, Hashable {
        case machines, bootstrap, distributions, root, mounts, serverTerminals, sharing, apiServer
        case program(String)
    }

    private let kind: Kind

    /// A machine can be booted here: tried, not looked at.
    package static let machines = Requirement(kind: .machines)
    /// A distribution can be built here.
    package static let bootstrap = Requirement(kind: .bootstrap)
    /// A distribution can be booted: built here, or built before.
    package static let distributions = Requirement(kind: .distributions)
    /// This process is root.
    package static let root = Requirement(kind: .root)
    /// This process may mount file systems in a mount name space of its own.
    package static let mounts = Requirement(kind: .mounts)
    /// A server that runs as this user can give its sessions terminals.
    package static let serverTerminals = Requirement(kind: .serverTerminals)
    /// A directory of the host can be shared with a guest.
    package static let sharing = Requirement(kind: .sharing)
    /// A real Kubernetes API server can be run.
    package static let apiServer = Requirement(kind: .apiServer)
    /// A program is installed.
    package static func program(_ name: String) -> Requirement { Requirement(kind: .program(name)) }

    /// Its name in `MAYFLY_REQUIRE`.
    package var description: String {
        switch kind {
        case .machines: "machines"
        case .bootstrap: "bootstrap"
        case .distributions: "distributions"
        case .root: "root"
        case .mounts: "mounts"
        case .serverTerminals: "server-terminals"
        case .sharing: "sharing"
        case .apiServer: "api-server"
        case .program(let name): name
        }
    }

    /// Why it is not met; nil when it is. Asked once a process.
    package func obstacle() async -> String? {
        await Probes.shared.obstacle(self) { [kind] in
            switch kind {
            case .machines: await MachineProbe.obstacle()
            case .bootstrap: await BootstrapProbe.obstacle()
            case .distributions: await BootstrapProbe.diskObstacle()
            case .root: RootProbe.obstacle()
            case .mounts: await RootProbe.mountObstacle()
            case .serverTerminals: TerminalProbe.obstacle()
            case .sharing: await SharingProbe.obstacle()
            case .apiServer: APIServer.obstacle()
            case .program(let name): ProgramProbe.obstacle(name)
            }
        }
    }
}

/// What the probes of this process found.
private actor Probes {
    static let shared = Probes()

    private var found: [Requirement: Task<String?, Never>] = [:]

    func obstacle(_ requirement: Requirement, _ probe: @escaping @Sendable () async -> String?) async -> String? {
        let task = found[requirement] ?? Task { await probe() }
        found[requirement] = task
        return await task.value
    }
}

public import KubeVirt
import Mayfly

/// Something of the host that a test cannot do without; see the trait `.requires(…)`.
public struct Requirement: Sendable, Hashable, CustomStringConvertible {
    /// Its name in `MAYFLY_REQUIRE`.
    public let description: String
    /// The names by which `MAYFLY_REQUIRE` insists on it.
    let insistence: Set<String>
    private let probe: @Sendable () async -> String?

    /// Something with a probe of its own; requirements of one name are the same. Who insists on that of the second name
    /// insists on this one too.
    package init(_ name: String, with other: String? = nil, probe: @escaping @Sendable () async -> String?) {
        description = name
        insistence = Set([name, other].compactMap(\.self))
        self.probe = probe
    }

    /// A machine can be run on this host: QEMU has booted a kernel, or started where the host has none to be read.
    public static let machines = Requirement("machines") { await LocalMachines.obstacle() }
    /// KVM runs guests on this host: a kernel has been booted under it.
    public static let kvm = Requirement("kvm") { await LocalMachines.kvmObstacle() }
    /// Machines can be had from the cluster that `MAYFLY_ON` chooses: its API server answers us, and knows KubeVirt's.
    public static let cluster = Requirement("cluster") { await Providers.shared.clusterObstacle() }
    /// Machines of an architecture can be run: this host's own by a boot, another one by a QEMU that has started.
    public static func architecture(_ architecture: Architecture) -> Requirement {
        Requirement(architecture.rawValue) { await LocalMachines.obstacle(emulating: architecture) }
    }

    /// Why it is not met; nil when it is. Asked once a process.
    public func obstacle() async -> String? {
        await Probes.shared.obstacle(description, probe)
    }

    /// Whether they have the same name.
    public static func == (one: Requirement, other: Requirement) -> Bool { one.description == other.description }

    /// By its name.
    public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

/// What the probes of this process found.
private actor Probes {
    static let shared = Probes()

    private var found: [String: Task<String?, Never>] = [:]

    func obstacle(_ name: String, _ probe: @escaping @Sendable () async -> String?) async -> String? {
        let task = found[name] ?? Task { await probe() }
        found[name] = task
        return await task.value
    }
}

public import KubeVirt
import LocalProvider

/// Something of the host that a test cannot do without; see ``Testing/Trait/requires(_:)``.
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
    public static let machines = Requirement("machines") { await MachineProbe.obstacle() }
    /// KVM runs guests on this host: a kernel has been booted under it.
    public static let kvm = Requirement("kvm") { await MachineProbe.kvmObstacle() }
    /// Machines can be had from a cluster with KubeVirt. Not yet: Mayfly has no back end for clusters, so this is never met.
    public static let cluster = Requirement("cluster") {
        "this version of Mayfly makes machines on this host only, not on a cluster"
    }
    /// Machines of an architecture can be run: this host's own by a boot, another one by a QEMU that has started.
    public static func architecture(_ architecture: Architecture) -> Requirement {
        Requirement(architecture.rawValue) { await MachineProbe.obstacle(emulating: architecture) }
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

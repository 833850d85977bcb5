import KubeVirt

/// What the cluster says of a VMI, as far as its machine has to know it.
///
/// A whole VMI is some kilobytes, and each machine that is watched has one of these: what it is made of is not in it.
struct SeenVMI: Sendable, Hashable {
    var uid: String?
    var phase: VirtualMachineInstanceStatus.Phase?
    var conditions: [VirtualMachineInstanceStatus.Condition]
    /// Somebody has it deleted.
    var isGoing: Bool

    init(_ vmi: VirtualMachineInstance) {
        uid = vmi.metadata.uid
        phase = vmi.status?.phase
        conditions = vmi.status?.conditions ?? []
        isGoing = vmi.metadata.deletionTimestamp != nil
    }

    init(_ vmi: WatchedVMI) {
        uid = vmi.metadata.uid
        phase = vmi.status?.phase
        conditions = vmi.status?.conditions ?? []
        isGoing = vmi.metadata.deletionTimestamp != nil
    }

    var sighting: Sighting { Sighting(self) }

    func condition(_ type: String) -> VirtualMachineInstanceStatus.Condition? { conditions.first { $0.type == type } }
}

/// A VMI as a watch reads it: neither what it is made of nor who has written which field, which is most of what comes.
struct WatchedVMI: KubernetesObject {
    static let apiVersion = VirtualMachineInstance.apiVersion
    static let kind = VirtualMachineInstance.kind

    struct Status: Sendable, Hashable, Codable {
        var phase: VirtualMachineInstanceStatus.Phase?
        var conditions: [VirtualMachineInstanceStatus.Condition]?
    }

    /// Name, labels, version and end.
    var metadata: ObjectMeta
    var status: Status?

    private enum Key: String, CodingKey { case metadata, status }

    private struct Metadata: Decodable {
        var deletionTimestamp: Timestamp?
        var labels: [String: String]?
        var name: String?
        var namespace: String?
        var resourceVersion: String?
        var uid: String?
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let told = try container.decode(Metadata.self, forKey: .metadata)
        metadata = ObjectMeta(labels: told.labels, name: told.name, namespace: told.namespace)
        metadata.deletionTimestamp = told.deletionTimestamp
        metadata.resourceVersion = told.resourceVersion
        metadata.uid = told.uid
        status = try container.decodeIfPresent(Status.self, forKey: .status)
    }
}

import KubeVirt

/// Why a VMI does not run, in one of the places where a cluster says so.
struct Complaint: Sendable, Hashable {
    /// A word for programs, such as `Unschedulable`.
    var reason: String
    var message: String

    /// All that is said, the most telling first.
    static func of(
        _ seen: SeenVMI, pods: [LauncherPod] = [], events: [ClusterEvent] = []
    ) -> [Complaint] {
        let conditions = seen.conditions.filter {
            $0.status == "False" && Self.telling.contains($0.type)
        }
        let ofConditions = conditions.compactMap { Complaint($0.reason, $0.message) }
        let ofPods = pods.flatMap(Self.of)
        let warnings = events.filter { $0.type == "Warning" }.reversed()
            .compactMap { Complaint($0.reason, $0.message) }
        return (ofConditions + ofPods + warnings).filter { !Self.usual.contains($0.reason) }
    }

    private static func of(_ pod: LauncherPod) -> [Complaint] {
        let unscheduled = (pod.status?.conditions ?? []).filter { $0.type == "PodScheduled" && $0.status == "False" }
        let containers = (pod.status?.initContainerStatuses ?? []) + (pod.status?.containerStatuses ?? [])
        let waiting = containers.compactMap(\.state?.waiting)
        return unscheduled.compactMap { Complaint($0.reason, $0.message) }
            + waiting.compactMap { Complaint($0.reason, $0.message) }
    }

    private init?(_ reason: String?, _ message: String?) {
        guard let reason, !reason.isEmpty else { return nil }
        self.init(reason: reason, message: message ?? "")
    }

    init(reason: String, message: String) {
        self.reason = reason
        self.message = message
    }

    /// Conditions that say why nothing goes on.
    private static let telling = ["PodScheduled", "Synchronized", "DataVolumesReady", "Ready"]
    /// What is said on the way of each machine.
    private static let usual: Set<String> = [
        "GuestNotRunning", "PodNotExists", "PodConditionMissing", "PodInitializing", "ContainerCreating",
        "PodTerminating",
        "ContainersNotReady", "ContainersNotInitialized", "NotAllDVsReady",
    ]
}

/// A pod as far as it tells of a machine's start.
struct LauncherPod: KubernetesObject {
    static let apiVersion = "v1"
    static let kind = "Pod"

    struct Spec: Sendable, Hashable, Codable {
        var containers: [Program]?
    }

    struct Program: Sendable, Hashable, Codable {
        var name: String
        var resources: Resources?

        struct Resources: Sendable, Hashable, Codable {
            var limits: [String: JSONValue]?
        }
    }

    struct Status: Sendable, Hashable, Codable {
        var conditions: [VirtualMachineInstanceStatus.Condition]?
        var initContainerStatuses: [Container]?
        var containerStatuses: [Container]?
    }

    struct Container: Sendable, Hashable, Codable {
        var state: State?

        struct State: Sendable, Hashable, Codable {
            var waiting: Waiting?
        }

        struct Waiting: Sendable, Hashable, Codable {
            var reason: String?
            var message: String?
        }
    }

    var metadata: ObjectMeta
    var spec: Spec?
    var status: Status?
}

/// What a cluster's parts tell of an object (core/v1 Event).
struct ClusterEvent: KubernetesObject {
    static let apiVersion = "v1"
    static let kind = "Event"

    struct Subject: Sendable, Hashable, Codable {
        var kind: String?
        var uid: String?
    }

    var metadata: ObjectMeta
    var involvedObject: Subject?
    /// When it happened last; some have none.
    var lastTimestamp: Timestamp?
    /// `Normal` or `Warning`.
    var type: String?
    var reason: String?
    var message: String?
}

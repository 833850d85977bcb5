import KubeVirt
import Kubernetes

// What is read of a cluster's own objects; all else of them is left unread.

/// What a namespace says of its life.
struct Phased: KubernetesObject {
    static let apiVersion = "v1"
    static let kind = "Namespace"

    struct Status: Sendable, Hashable, Codable {
        var phase: String?
    }

    var metadata: ObjectMeta
    var status: Status?

    var phase: String? { status?.phase }
}

/// KubeVirt as its operator deploys it (kubevirt.io/v1 KubeVirt).
struct KubeVirtInstallation: KubernetesObject {
    static let apiVersion = "kubevirt.io/v1"
    static let kind = "KubeVirt"

    struct Spec: Sendable, Hashable, Codable {
        var configuration: Configuration?
    }

    struct Configuration: Sendable, Hashable, Codable {
        var developerConfiguration: Developer?
    }

    struct Developer: Sendable, Hashable, Codable {
        var featureGates: [String]?
        var disabledFeatureGates: [String]?
        var useEmulation: Bool?
    }

    struct Status: Sendable, Hashable, Codable {
        var phase: String?
        var observedKubeVirtVersion: String?
    }

    var metadata: ObjectMeta
    var spec: Spec?
    var status: Status?
}

/// CDI as its operator deploys it (cdi.kubevirt.io/v1beta1 CDI).
struct ImporterInstallation: KubernetesObject {
    static let apiVersion = "cdi.kubevirt.io/v1beta1"
    static let kind = "CDI"

    struct Status: Sendable, Hashable, Codable {
        var phase: String?
        var observedVersion: String?
    }

    var metadata: ObjectMeta
    var status: Status?
}

struct ClusterNode: KubernetesObject {
    static let apiVersion = "v1"
    static let kind = "Node"

    struct Spec: Sendable, Hashable, Codable {
        var unschedulable: Bool?
    }

    struct Condition: Sendable, Hashable, Codable {
        var type: String
        var status: String
    }

    struct Status: Sendable, Hashable, Codable {
        var allocatable: [String: String]?
        var conditions: [Condition]?
    }

    var metadata: ObjectMeta
    var spec: Spec?
    var status: Status?

    /// Whether the scheduler and KubeVirt's own mark let machines on it.
    var takesMachines: Bool {
        let isReady = status?.conditions?.contains { $0.type == "Ready" && $0.status == "True" } ?? false
        return isReady && spec?.unschedulable != true && metadata.labels?["kubevirt.io/schedulable"] == "true"
    }

    var hasKVM: Bool {
        (status?.allocatable?["devices.kubevirt.io/kvm"]).flatMap { try? Quantity($0) }.map { $0 > .zero } ?? false
    }
}

/// Whether we may do something (authorization.k8s.io/v1 SelfSubjectAccessReview).
struct AccessReview: KubernetesObject {
    static let apiVersion = "authorization.k8s.io/v1"
    static let kind = "SelfSubjectAccessReview"

    struct Attributes: Sendable, Hashable, Codable {
        var namespace: String?
        var verb: String
        /// Nil in answers where it is the core, which has no name.
        var group: String?
        var resource: String
        var subresource: String?
    }

    struct Spec: Sendable, Hashable, Codable {
        var resourceAttributes: Attributes?
    }

    struct Status: Sendable, Hashable, Codable {
        var allowed: Bool
    }

    private(set) var apiVersion = Self.apiVersion
    private(set) var kind = Self.kind
    var metadata = ObjectMeta()
    var spec: Spec
    var status: Status?

    init(of rule: AccessRule, _ verb: AccessRule.Verb, in namespace: String) {
        spec = Spec(
            resourceAttributes: Attributes(
                namespace: rule.isOfAllNamespaces ? nil : namespace, verb: verb.rawValue, group: rule.resource.group,
                resource: rule.resource.plural, subresource: rule.subresource))
    }
}

extension Resource {
    static let accessReviews = Resource("authorization.k8s.io/v1", "selfsubjectaccessreviews", isNamespaced: false)
}

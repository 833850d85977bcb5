import KubeVirt
import Kubernetes

/// What CDI says of itself (cdi.kubevirt.io/v1beta1 CDIConfig), as far as uploads need it.
struct CDIConfig: KubernetesObject {
    static let apiVersion = "cdi.kubevirt.io/v1beta1"
    static let kind = "CDIConfig"
    /// The one that there is.
    static let name = "config"

    struct Spec: Sendable, Hashable, Codable {
        var uploadProxyURLOverride: String?
    }

    struct Status: Sendable, Hashable, Codable {
        var uploadProxyURL: String?
        /// The certificates that the proxy's own is to be judged by (PEM).
        var uploadProxyCA: String?
    }

    var metadata: ObjectMeta
    var spec: Spec?
    var status: Status?
}

/// Asks CDI for the right to fill a volume (upload.cdi.kubevirt.io/v1beta1); the answer holds it.
struct UploadTokenRequest: KubernetesObject {
    static let apiVersion = "upload.cdi.kubevirt.io/v1beta1"
    static let kind = "UploadTokenRequest"

    struct Spec: Sendable, Hashable, Codable {
        var pvcName: String
    }

    struct Status: Sendable, Hashable, Codable {
        /// Good for five minutes. Never to be printed.
        var token: String?
    }

    private(set) var apiVersion = Self.apiVersion
    private(set) var kind = Self.kind
    var metadata: ObjectMeta
    var spec: Spec
    var status: Status?

    init(for volume: String) {
        metadata = ObjectMeta(generateName: "mayfly-")
        spec = Spec(pvcName: volume)
    }
}

extension UploadTokenRequest.Status: CustomStringConvertible, CustomReflectable {
    var description: String { "a token" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Resource {
    static let cdiConfigs = Resource("cdi.kubevirt.io/v1beta1", "cdiconfigs", isNamespaced: false)
    static let uploadTokenRequests = Resource("upload.cdi.kubevirt.io/v1beta1", "uploadtokenrequests")
}

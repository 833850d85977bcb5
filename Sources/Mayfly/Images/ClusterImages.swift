import ClusterProvider
public import Fixtures
package import Machines

/// How fixtures' own images come to a cluster.
public struct ClusterImages: Sendable, Hashable {
    /// The way of all fixtures' images; what each says itself (`image.cluster`) when nil.
    public var way: ClusterImage?
    /// The storage that images and machines' disks are made of; the cluster's default when nil.
    public var storageClass: String?
    /// Where CDI takes uploads, such as `https://127.0.0.1:8443`; what CDI itself says when nil.
    public var uploadProxy: String?
    /// A file with the certificates that the proxy's is judged by (PEM); what CDI says, else this host's, when nil.
    public var uploadAuthority: String?

    /// What is said; the rest is the cluster's to say.
    public init(
        way: ClusterImage? = nil, storageClass: String? = nil, uploadProxy: String? = nil,
        uploadAuthority: String? = nil
    ) {
        self.way = way
        self.storageClass = storageClass
        self.uploadProxy = uploadProxy
        self.uploadAuthority = uploadAuthority
    }
}

extension ClusterImages {
    static let wayVariable = "MAYFLY_CLUSTER_IMAGE"
    static let storageClassVariable = "MAYFLY_STORAGE_CLASS"
    static let uploadProxyVariable = "MAYFLY_UPLOAD_PROXY"
    static let uploadAuthorityVariable = "MAYFLY_UPLOAD_CA"

    /// With what the environment says of the rest.
    func filled(from environment: [String: String]) throws(MachineError) -> ClusterImages {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        var way = way
        if way == nil, let word = variable(Self.wayVariable) { way = try ClusterImage(word: word) }
        return ClusterImages(
            way: way,
            storageClass: storageClass ?? variable(Self.storageClassVariable),
            uploadProxy: uploadProxy ?? variable(Self.uploadProxyVariable),
            uploadAuthority: uploadAuthority ?? variable(Self.uploadAuthorityVariable))
    }

    var delivery: ImageDelivery {
        var delivery = ImageDelivery()
        delivery.way = way
        delivery.storageClass = storageClass
        delivery.uploadProxy = uploadProxy
        delivery.uploadAuthority = uploadAuthority
        return delivery
    }
}

extension ClusterImage {
    /// Reads `upload`, `import` or `containerDisk:HOST/REPOSITORY`.
    package init(word: String) throws(MachineError) {
        let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("upload", 1): self = .upload(ClusterVolume())
        case ("import", 1): self = .imported(ClusterVolume())
        case ("containerDisk", 2) where !parts[1].isEmpty:
            self = .containerDisk(ClusterRepository(repository: parts[1]))
        default:
            throw MachineError(
                .invalidInput,
                "‘\(word)’ is no way for images to a cluster; write upload, import or containerDisk:HOST/REPOSITORY")
        }
    }
}

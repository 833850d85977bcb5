/// How a cluster comes by a fixture's image; exactly one is written. On this host it says nothing.
public enum ClusterImage: Sendable, Hashable {
    /// Made here, sent to the cluster once, and cloned for each machine.
    case upload(ClusterVolume)
    /// Made here and pushed to a registry; the nodes pull it by its digest.
    case containerDisk(ClusterRepository)
    /// Fetched by the cluster from the source's own address, once, and cloned for each machine.
    case imported(ClusterVolume)
}

/// A disk of a cluster that machines have clones of.
public struct ClusterVolume: Sendable, Hashable, Codable {
    /// The storage that it is made of; the cluster's default when nil.
    public var storageClass: String?

    /// A volume of this class.
    public init(storageClass: String? = nil) { self.storageClass = storageClass }
}

/// Where an image is pushed to, for a cluster's nodes to pull it.
public struct ClusterRepository: Sendable, Hashable, Codable {
    /// `HOST/REPOSITORY`, without a tag: that is made of the image's digest.
    public var repository: String
    /// A secret of the namespace with the nodes' credentials; none when nil.
    public var imagePullSecret: String?

    /// A repository in a registry.
    public init(repository: String, imagePullSecret: String? = nil) {
        self.repository = repository
        self.imagePullSecret = imagePullSecret
    }
}

extension ClusterImage: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case containerDisk, `import`, upload
    }

    /// Reads the one way that is written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let key = try container.theOne(called: "the way to a cluster")
        switch key {
        case .containerDisk: self = .containerDisk(try container.decode(ClusterRepository.self, forKey: key))
        case .import: self = .imported(try container.decode(ClusterVolume.self, forKey: key))
        case .upload: self = .upload(try container.decode(ClusterVolume.self, forKey: key))
        }
    }

    /// Writes the way under its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .containerDisk(let repository): try container.encode(repository, forKey: .containerDisk)
        case .imported(let volume): try container.encode(volume, forKey: .import)
        case .upload(let volume): try container.encode(volume, forKey: .upload)
        }
    }
}

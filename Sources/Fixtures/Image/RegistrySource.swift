/// A disk in a registry of containers: a containerDisk as KubeVirt runs it, or an artifact that is a disk; after CDI's
/// source of this name.
public struct RegistrySource: Sendable, Hashable, Codable {
    /// `docker://HOST/REPOSITORY:TAG`, or with `@sha256:…` for one that never changes.
    public var url: String
    /// The disk's path in the container; the one file beneath `/disk` when nil.
    public var path: GuestPath?
    /// For which processor, in Go's words such as `amd64`; this host's when nil. Several are in one index.
    public var architecture: String?
    /// A file with the certificates to trust (PEM); the host's own when nil.
    public var certBundle: String?
    /// Whether the registry is spoken to without TLS; for one on this host.
    public var insecure: Bool

    /// An image in a registry.
    public init(
        url: String, path: GuestPath? = nil, architecture: String? = nil, certBundle: String? = nil,
        insecure: Bool = false
    ) {
        self.url = url
        self.path = path
        self.architecture = architecture
        self.certBundle = certBundle
        self.insecure = insecure
    }

    /// Reads a source; what is absent has its default.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        url = try container.decode(String.self, forKey: .url)
        guard url.hasPrefix("docker://"), url.utf8.count > "docker://".utf8.count, !url.hasUnprintable else {
            throw DecodingError.dataCorruptedError(
                forKey: .url, in: container, debugDescription: "expected docker://HOST/REPOSITORY:TAG, got ‘\(url)’")
        }
        path = try container.decodeIfPresent(GuestPath.self, forKey: .path)
        architecture = try container.decodeIfPresent(String.self, forKey: .architecture)
        certBundle = try container.decodeIfPresent(HostPath.self, forKey: .certBundle)?.text
        insecure = try container.decodeIfPresent(Bool.self, forKey: .insecure) ?? false
    }
}

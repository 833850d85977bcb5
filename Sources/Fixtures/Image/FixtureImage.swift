public import KubeVirt

/// Where a machine's disk or initramfs comes from.
public struct FixtureImage: Sendable, Hashable, Codable {
    /// What the volume with the image is called in the machine; a template may list a disk of that name.
    public static let volume = "root"

    /// The one source.
    public var source: ImageSource
    /// The size of each machine's disk, to which its root file system grows; the image's own when nil.
    public var size: Quantity?
    /// How it comes to a cluster: what a registry has is pulled by the nodes, and all else is uploaded, when nil.
    public var cluster: ClusterImage?

    /// An image from this source.
    public init(source: ImageSource, size: Quantity? = nil, cluster: ClusterImage? = nil) {
        self.source = source
        self.size = size
        self.cluster = cluster
    }
}

public import KubeVirt

/// Where a machine's disk or initramfs comes from.
public struct FixtureImage: Sendable, Hashable, Codable {
    /// What the volume with the image is called in the machine; a template may list a disk of that name.
    public static let volume = "root"

    /// The one source.
    public var source: ImageSource
    /// The size of each machine's disk, to which its root file system grows; the image's own when nil.
    public var size: Quantity?

    /// An image from this source.
    public init(source: ImageSource, size: Quantity? = nil) {
        self.source = source
        self.size = size
    }
}

import Images

/// An image of the store, as a list shows it.
public struct StoredImage: Sendable, Hashable {
    /// SHA-256 of its file, in hexadecimal.
    public let digest: String
    /// What it is called.
    public let names: [String]
    /// What was done last to make it.
    public let summary: String
    /// The size of the disk that a guest sees, in bytes.
    public let virtualSize: Int64
    /// What it takes on this host's disk, in bytes, with all that is beneath it.
    public let size: Int64
    /// How many layers it has; 1 for a disk that stands alone.
    public let layers: Int
    /// Whether a machine has an overlay on it.
    public let isInUse: Bool

    init(_ image: Images.StoredImage) {
        (digest, names, summary) = (image.digest, image.names, image.summary)
        (virtualSize, size, layers, isInUse) = (image.virtualSize, image.size, image.layers, image.isInUse)
    }
}

/// A format that images are exported in.
public enum ImageFormat: String, Sendable, Hashable, CaseIterable {
    case qcow2, raw, vmdk

    var format: ExportFormat {
        switch self {
        case .qcow2: .qcow2
        case .raw: .raw
        case .vmdk: .vmdk
        }
    }
}

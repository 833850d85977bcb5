public import Fixtures
import Images

/// A disk image in this user's store, which machines have overlays of; it never changes.
public struct Image: Sendable, Hashable {
    /// SHA-256 of its file, in hexadecimal.
    public let digest: String
    /// Its qcow2 file; layers that it stands on lie beside it.
    public let path: String
    /// The size of the disk that a guest sees, in bytes.
    public let virtualSize: Int64

    init(_ image: DiskImage) {
        (digest, path, virtualSize) = (image.digest, image.path, image.virtualSize)
    }

    /// What operations of the store take.
    var disk: DiskImage {
        DiskImage(path: path, digest: digest, format: "qcow2", virtualSize: virtualSize, isNew: false)
    }

    /// Makes the image of a recipe, as far as it is not there, and waits for it.
    ///
    /// - Throws: ``MachineError``: what is wrong and what to do; a step that failed is quoted.
    public static func build(
        _ recipe: ImageRecipe, options: ImageBuildOptions = ImageBuildOptions()
    ) async throws -> Image {
        try await ImageStore().build(recipe, options: options).image
    }
}

/// How an image is built.
public struct ImageBuildOptions: Sendable, Hashable {
    /// What the store's list calls it; nothing when nil.
    public var name: String?
    /// For which processor, in Go's words such as `amd64`; this host's when nil.
    public var architecture: String?
    /// Every step is done again, whatever is there.
    public var noCache: Bool
    /// A source that may have changed is asked for again: an address without a sum, a tag, a distribution's packages.
    public var pull: Bool

    /// Options; those left out are what a test wants.
    public init(name: String? = nil, architecture: String? = nil, noCache: Bool = false, pull: Bool = false) {
        self.name = name
        self.architecture = architecture
        self.noCache = noCache
        self.pull = pull
    }
}

public import Fixtures
import Images
import KubeVirt
import LocalProvider
import Machines

/// The images of this user, under `$XDG_CACHE_HOME/mayfly`: built, fetched or imported once, and kept by content.
///
/// Safe for many processes at once: an image is made by one of them, and what a machine uses is never removed. Errors are
/// ``MachineError``s: what is wrong, and what to do.
public struct ImageStore: Sendable {
    /// The store of this user.
    public init() {}

    /// Begins to make the image of a recipe, as far as it is not there.
    public func build(_ recipe: ImageRecipe, options: ImageBuildOptions = ImageBuildOptions()) -> ImageBuild {
        ImageBuild { progress in
            let provider = try await LocalProvider.shared()
            let builder = try await provider.imageBuilder()
            let architecture = options.architecture ?? DiskStore.hostArchitecture
            let choices = ImageBuilder.Options(
                noCache: options.noCache, pull: options.pull, name: options.name, inUse: provider.host.imagesInUse)
            return try await told("cannot make the image") { () async throws(ImageError) in
                try await builder.image(for: recipe, architecture: architecture, options: choices, progress: progress)
            }
        }
    }

    /// Makes the image of a fixture; nil where it has none, or where that is no disk.
    public func build(_ fixture: Fixture, options: ImageBuildOptions = ImageBuildOptions()) -> ImageBuild? {
        var options = options
        options.name = options.name ?? fixture.name
        options.architecture = options.architecture ?? fixture.architecture?.rawValue
        return fixture.recipe.map { build($0, options: options) }
    }

    /// Takes a file of this host, of any format, into the store under a name.
    public func importImage(
        from path: String, name: String, verification: ImageVerification = .none
    ) -> ImageBuild {
        let source = ImageSource.upload(UploadSource(path: path, verification: verification))
        return build(ImageRecipe(source: source), options: ImageBuildOptions(name: name))
    }

    /// An image by a name, or by the beginning of its digest.
    public func image(_ name: String) async throws -> Image {
        let store = try await local().store
        return try await told("cannot find the image") { () async throws(ImageError) in
            Image(try await store.find(name))
        }
    }

    /// Every image that has a name, or that nothing is made over.
    public func images() async throws -> [StoredImage] {
        let images = try await local()
        return await images.store.images(inUse: Set(images.users.keys)).map(StoredImage.init)
    }

    /// Writes an image with all its layers into one file that stands alone.
    public func export(
        _ image: Image, to path: String, as format: ImageFormat = .qcow2, compressed: Bool = false,
        replacing: Bool = false
    ) async throws {
        let store = try await local().store
        try await told("cannot export the image") { () async throws(ImageError) in
            try await store.export(
                image.disk, to: path, as: format.format, compressed: compressed, replacing: replacing
            ) { _ in }
        }
    }

    /// Publishes an image as a containerDisk that KubeVirt can run: `docker://HOST/NAME:TAG`, with the credentials of docker's
    /// and podman's files. Returns the reference by digest.
    public func push(
        _ image: Image, to reference: String, architecture: String? = nil, annotations: [String: String] = [:]
    ) async throws -> String {
        let publisher = try await local().publisher
        return try await told("cannot push the image") { () async throws(ImageError) in
            try await publisher.push(
                image.disk, to: reference, architecture: architecture ?? DiskStore.hostArchitecture,
                annotations: annotations
            ) { _ in }
        }.pinned
    }

    /// Takes a name away, or an image by its digest, with the layers that nothing else stands on; not what a machine uses.
    public func remove(_ name: String) async throws {
        let images = try await local()
        _ = try await told("cannot remove the image") { () async throws(ImageError) in
            try await images.store.remove(image: name, users: images.users)
        }
    }

    /// Removes what nobody asked for in this time, then what was asked for longest ago until the rest takes at most so many
    /// bytes; nothing that is in use. Without either: what no name stands for. Returns the digests.
    @discardableResult
    public func prune(olderThan age: Duration? = nil, keeping bytes: Int64? = nil) async throws -> [String] {
        await (try await local()).prune(
            olderThan: age, keeping: bytes, keepingNames: age == nil && bytes == nil, isTrial: false
        ).digests
    }

    /// Reads every image and compares it with its digest; what is wrong, one text each.
    public func check(repair: Bool = false) async throws -> [String] {
        let images = try await local()
        return await images.store.check(repair: repair, inUse: Set(images.users.keys)) { _ in }.faults
    }

    private func local() async throws -> LocalImages { try await LocalProvider.shared().images }
}

private func told<Value: Sendable>(
    _ message: String, _ body: () async throws(ImageError) -> Value
) async throws(MachineError) -> Value {
    do throws(ImageError) { return try await body() } catch { throw .image(error, message) }
}

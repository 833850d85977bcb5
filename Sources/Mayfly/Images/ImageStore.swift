public import Fixtures
import Images
import LocalProvider
import Machines

/// The images of this user, under `$XDG_CACHE_HOME/mayfly`: built, fetched or imported once, and kept by content.
///
/// Safe for many processes at once: an image is made by one of them, and what a machine uses is never removed.
public struct ImageStore: Sendable {
    /// The store of this user.
    public init() {}

    /// Begins to make the image of a recipe, as far as it is not there.
    public func build(_ recipe: ImageRecipe, options: ImageBuildOptions = ImageBuildOptions()) -> ImageBuild {
        ImageBuild { progress in
            let provider = try await Providers.shared.localProvider()
            let builder = try await provider.imageBuilder()
            let architecture = options.architecture ?? DiskStore.hostArchitecture
            do throws(ImageError) {
                return try await builder.image(
                    for: recipe, architecture: architecture,
                    options: ImageBuilder.Options(
                        noCache: options.noCache, pull: options.pull, name: options.name,
                        inUse: provider.host.imagesInUse), progress: progress)
            } catch {
                throw MachineError.image(error, "cannot make the image")
            }
        }
    }

    /// Makes the image of a fixture; nil where it has none, or where that is no disk.
    public func build(_ fixture: Fixture, options: ImageBuildOptions = ImageBuildOptions()) -> ImageBuild? {
        var options = options
        options.name = options.name ?? fixture.name
        options.architecture = options.architecture ?? fixture.template.spec.architecture?.rawValue
        return fixture.recipe.map { build($0, options: options) }
    }

    /// An image by a name, or by the beginning of its digest.
    ///
    /// - Throws: ``MachineError`` when there is none, or more than one.
    public func image(_ name: String) async throws -> Image {
        let store = try await Providers.shared.localProvider().imageBuilder().store
        do throws(ImageError) { return Image(try await store.find(name)) } catch {
            throw MachineError.image(error, "cannot find the image")
        }
    }
}

package import Fixtures
import Host
import Offload

/// Makes images of recipes, of which nothing is made twice.
package struct ImageBuilder: Sendable {
    /// What a build may use of what is there.
    package struct Options: Sendable {
        /// Every step is done again.
        package var noCache = false
        /// The source is asked for again, where it may have changed.
        package var pull = false
        /// The image's name in the store's list; none when nil.
        package var name: String?
        /// Digests that machines use.
        package var inUse: Set<String> = []

        package init(noCache: Bool = false, pull: Bool = false, name: String? = nil, inUse: Set<String> = []) {
            (self.noCache, self.pull, self.name, self.inUse) = (noCache, pull, name, inUse)
        }
    }

    package let store: DiskStore
    let sources: SourceFetcher
    let layers: any LayerBuilder
    let secrets: SecretReader
    let helper: HelperBinary

    package init(
        store: DiskStore, sources: SourceFetcher, layers: any LayerBuilder, secrets: SecretReader, helper: HelperBinary
    ) {
        (self.store, self.sources, self.layers) = (store, sources, layers)
        (self.secrets, self.helper) = (secrets, helper)
    }

    /// The image of a recipe, made as far as it is not there.
    package func image(
        for recipe: ImageRecipe, architecture: String, options: Options = Options(),
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        if let name = options.name { try ImageName.check(name) }
        let plan = try await plan(recipe)
        var image = try await sources.disk(
            for: plan.source, size: plan.size, architecture: architecture, options: options, progress: progress)
        var links = plan.links[...]
        while let link = links.first {
            let key = link.key(over: image.digest)
            if !options.noCache, let known = await store.known(key) {
                image = known
                links.removeFirst()
                continue
            }
            // The disk is as large as it is for as long as an appliance has it.
            let next = links.dropFirst().firstIndex { $0.isGrowth } ?? links.endIndex
            let (some, base, builder) = (Array(links[..<next]), image, layers)
            image = try await store.image(
                key, over: base, fresh: options.noCache, inUse: options.inUse, need: DiskSpace.neededForSteps,
                progress: progress
            ) { directory in
                await builder.layers(of: some, over: base, in: directory, progress: progress)
            }
            // Somebody else may have made the first of them meanwhile.
            links.removeFirst(image.isNew ? some.count : 1)
        }
        if let name = options.name { try store.setName(name, image.digest) }
        return image
    }

    /// Which digests the recipe has, from the source's changes on; the same for the same recipe, however it was written.
    package func fingerprints(of recipe: ImageRecipe) async throws(ImageError) -> [String] {
        try await plan(recipe).links.map(\.fingerprint)
    }

    private func plan(_ recipe: ImageRecipe) async throws(ImageError) -> RecipePlan {
        let (secrets, helper, inputs) = (secrets, helper, InputDigest(memory: store.inputs))
        return try await blocking { () throws(ImageError) in
            try RecipePlan(recipe, secrets: secrets, inputs: inputs, helper: helper)
        }
    }
}

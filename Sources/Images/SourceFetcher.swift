import Fixtures
import Offload

/// Brings the disks into the store that chains begin with.
package struct SourceFetcher: Sendable {
    let store: DiskStore
    let helper: HelperBinary

    package init(store: DiskStore, helper: HelperBinary) {
        (self.store, self.helper) = (store, helper)
    }

    /// The disk of a source, fetched or built when it is not there yet.
    func disk(
        for source: ImageSource, size: Int64?, architecture: String, options: ImageBuilder.Options,
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        switch source {
        case .bootstrap(let source):
            return try await store.image(
                for: source, architecture: architecture, helper: helper, oldest: options.pull ? .zero : nil,
                inUse: options.inUse, progress: progress)
        case .blank: return try await blank(size, options, progress)
        case .http, .registry, .upload:
            throw ImageError(.source, "not yet")
        case .initramfs, .fixture:
            throw ImageError(.source, "no disk begins with this source")
        }
    }
}

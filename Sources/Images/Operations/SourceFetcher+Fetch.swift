package import Fixtures
import Glibc

extension SourceFetcher {
    /// Brings the disk of a source into the store without a fixture, under a name.
    ///
    /// `source` is a file, an address or an image in a registry; what it asks for already is not fetched again unless
    /// `options.pull` says so.
    package func fetch(
        _ source: ImageSource, architecture: String = DiskStore.hostArchitecture,
        options: ImageBuilder.Options = ImageBuilder.Options(),
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        if let name = options.name { try ImageName.check(name) }
        if case .upload(let source) = source, access(source.path, R_OK) != 0 {
            throw ImageError(.file, "\(source.path) cannot be read: \(String(cString: strerror(errno)))")
        }
        let image = try await disk(
            for: source, size: nil, architecture: architecture, options: options, progress: progress)
        if let name = options.name { try store.setName(name, image.digest) }
        return image
    }
}

package import HTTP
import Host

extension RegistryClient {
    /// Fetches files of a container image by their paths in it: a kernel, an initramfs.
    ///
    /// `files` says of each path in the image where it goes on this host. Layers are fetched from the top one down, each
    /// once, as far as all are found; none of the files may have more bytes than `most`. After an error those that were
    /// found already are gone.
    package func pullFiles(
        _ files: [(path: String, target: String)], of image: ResolvedImage, scratch: String, most: Int64? = nil,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(RegistryError) {
        do throws(RegistryError) {
            try await session(image.reference, .pull).pull(files, of: image, scratch, most, progress)
        } catch {
            for file in files { try? FileSystem.remove(file.target) }
            throw error
        }
    }
}

extension RegistrySession {
    fileprivate func pull(
        _ files: [(path: String, target: String)], of image: ResolvedImage, _ scratch: String, _ most: Int64?,
        _ progress: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(RegistryError) {
        guard image.layers.allSatisfy(\.isArchive) else {
            throw RegistryError(
                .noDisk, "\(reference)", "is an artifact of single files, and no container image with directories")
        }
        var missing = files.map { (path: $0.path, target: $0.target, contents: LayerContents(path: $0.path)) }
        for layer in image.layers.reversed() where missing.contains(where: { !$0.contents.isSealed }) {
            guard let digest = BlobDigest(layer.digest) else { continue }
            let file = "\(scratch)/layer-\(digest.digits)"
            try await fetch(layer, to: file, most: most.map(Self.mostOfLayers), progress: progress)
            defer { try? FileSystem.remove(file) }
            for index in missing.indices.reversed() where !missing[index].contents.isSealed {
                let found = try await extract(
                    .file, from: file, &missing[index].contents, to: missing[index].target, most)
                if found != nil { missing.remove(at: index) }
            }
        }
        guard let first = missing.first else { return }
        throw RegistryError(
            .noDisk, "\(reference)", "has no file \(first.path) in any of its layers; look at what the image holds")
    }

    /// A whole distribution may be around a kernel.
    private static func mostOfLayers(_ most: Int64) -> Int64 { mostOfLayer(max(most, 16 << 30)) }
}

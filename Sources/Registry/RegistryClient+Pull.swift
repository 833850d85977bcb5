import Glibc
package import HTTP
import Host
import Offload

/// A disk that came out of an image.
package struct PulledDisk: Sendable {
    /// Where it lies: in the directory that was given.
    package let path: String
    /// Its name in the image, which nobody has checked.
    package let name: String
    package let size: Int64
    package let image: ResolvedImage
    /// The layer, or the artifact's blob, that it was in.
    package let layer: BlobDigest
}

extension RegistryClient {
    /// Fetches the disk of an image: the file beneath `/disk` of a containerDisk, or the one file of an artifact.
    ///
    /// Layers are fetched from the top one down, as far as the disk. Each is on this host's disk until it is known to be
    /// what the manifest names; only then it is unpacked. `path` names the file where there are several. The disk may
    /// not have more bytes than `most`, nor its layer much more. After an error the directory has at most what another try needs.
    package func pullDisk(
        _ reference: RegistryReference, architecture: String, path: String? = nil, into directory: String,
        most: Int64? = nil, progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(RegistryError) -> PulledDisk {
        let session = session(reference, .pull)
        let image = try await session.resolve(architecture: architecture)
        let target = directory + "/disk"
        do throws(RegistryError) {
            guard image.layers.allSatisfy(\.isArchive) else {
                return try await session.pullArtifact(image, named: path, to: target, most, progress)
            }
            return try await session.pullContainerDisk(image, path, to: target, most, progress)
        } catch {
            try? FileSystem.remove(target)
            throw error
        }
    }
}

extension RegistrySession {
    fileprivate func pullContainerDisk(
        _ image: ResolvedImage, _ path: String?, to target: String, _ most: Int64?,
        _ progress: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(RegistryError) -> PulledDisk {
        var contents = LayerContents(path: path)
        for layer in image.layers.reversed() where !contents.isSealed {
            guard let digest = BlobDigest(layer.digest) else { continue }
            let file = "\(target).layer-\(digest.digits)"
            try await fetch(layer, to: file, most: most.map(Self.mostOfLayer), progress: progress)
            defer { try? FileSystem.remove(file) }
            if let found = try await extract(.disk, from: file, &contents, to: target, most) {
                return PulledDisk(path: target, name: found.name, size: found.size, image: image, layer: digest)
            }
        }
        throw RegistryError(
            .noDisk, "\(reference)",
            "is no containerDisk: it has no file \(path ?? "in /disk"). An image for containers is no machine.")
    }

    /// Takes the file that is looked for out of a layer on this host's disk; nil when the layer has none.
    func extract(
        _ kind: DiskExtraction.Kind, from layer: String, _ contents: inout LayerContents, to target: String,
        _ most: Int64?
    ) async throws(RegistryError) -> DiskExtraction.Found? {
        let extraction = DiskExtraction("\(reference)", kind, most: most)
        let before = contents
        let (after, result) = await withTaskCancellationHandler {
            await blocking {
                var contents = before
                let result = Result { () throws(RegistryError) in try extraction.run(layer, &contents, to: target) }
                return (contents, result)
            }
        } onCancel: {
            extraction.stop()
        }
        contents = after
        return try result.get()
    }

    /// Around the disk are its archive's heads, and maybe a few files more.
    static func mostOfLayer(_ most: Int64) -> Int64 {
        let (sum, isTooMuch) = most.addingReportingOverflow(64 << 20)
        return isTooMuch ? .max : sum
    }

    fileprivate func pullArtifact(
        _ image: ResolvedImage, named path: String?, to target: String, _ most: Int64?,
        _ progress: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(RegistryError) -> PulledDisk {
        let files = image.layers.filter { !$0.isArchive }
        let name = path?.split(separator: "/").last.map { String($0) }
        let fitting = files.filter { name == nil || $0.title == name }
        let disks = fitting.count > 1 ? fitting.filter(\.looksLikeDisk) : fitting
        guard let chosen = disks.first, disks.count == 1, let digest = BlobDigest(chosen.digest) else {
            let names = files.map { $0.title ?? $0.mediaType ?? "one without a name" }.joined(separator: ", ")
            throw RegistryError(.noDisk, "\(reference)", "has not one disk but these files: \(names); name one as path")
        }
        let file = "\(target).layer-\(digest.digits)"
        try await fetch(chosen, to: file, most: most, progress: progress)
        guard rename(file, target) == 0 else {
            throw RegistryError(
                .file, "\(reference)", "its disk cannot be kept", cause: SystemError("rename", subject: target))
        }
        return PulledDisk(
            path: target, name: chosen.title ?? "disk", size: chosen.size, image: image, layer: digest)
    }
}

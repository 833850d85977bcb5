package import Customizing
import Host
import Offload

/// All that is known of an image.
package struct ImageDetails: Sendable, Hashable, Codable {
    /// One file of its chain, and where that came from.
    package struct Layer: Sendable, Hashable, Codable {
        package let digest: String
        /// What it takes on this host's disk, in bytes.
        package let size: Int64
        /// Nil for one that was made before there were records.
        package let record: ImageRecord?
    }

    package let image: StoredImage
    /// The format of its files.
    package var format = "qcow2"
    /// From the lowest up, in the order in which they were made.
    package let layers: [Layer]
    /// Machines that have overlays on it.
    package let users: [String]
    /// What is on the disk; nil when nobody has looked yet.
    package var contents: DiskInspection?
}

extension DiskStore {
    /// What the store knows of an image; `users` are machines by the digests that they use.
    package func details(
        of image: DiskImage, users: [String: [String]]
    ) async throws(ImageError) -> ImageDetails {
        try await blocking { () throws(ImageError) in
            let chain = try chain(of: image.path).compactMap(digest(ofPath:))
            let names = names[image.digest] ?? []
            guard let stored = self.image(image.digest, names, isInUse: users[image.digest] != nil) else {
                throw ImageError(.damaged, "\(image.path) is no disk; see mayfly image check")
            }
            return ImageDetails(
                image: stored,
                layers: chain.reversed().map {
                    ImageDetails.Layer(digest: $0, size: used([$0]), record: record(of: $0))
                },
                users: users[image.digest] ?? [], contents: inspection(of: image.digest))
        }
    }
}

import Digests
import Offload

extension InitramfsStore {
    /// A directory of the host as an initramfs: as it is, all of it root's, with the two devices that a first process needs.
    package func image(ofDirectory path: String) async throws(ImageError) -> InitramfsImage {
        let digest = Digest()
        digest.update(Manifest.format)
        digest.update("directory")
        digest.update(path)
        return try await image(of: digest.finish()) { () async throws(ImageError) in
            try await blocking { () throws(ImageError) in
                let tree = try DirectoryTree(path)
                let (digest, image) = try InitramfsWriter(directory: directory).write(tree.entries)
                return Manifest(digest: digest, image: image, inputs: tree.inputs)
            }
        }
    }
}

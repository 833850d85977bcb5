import Digests
import Glibc
import Host

extension InitramfsStore {
    /// Removes images that nobody used for a month, and the manifests that name them; by the holder of the lock.
    ///
    /// Without the lock an image is used only within a day of its last use, which is noted under the lock: none that
    /// somebody is just about to use can go.
    func evict() {
        let suffix = ".cpio"
        var gone: Set<String> = []
        for name in FileSystem.names(in: directory) where name.hasSuffix(suffix) {
            let digest = String(name.dropLast(suffix.count))
            let path = "\(directory)/\(name)"
            guard Digest.isText(digest), LastUse.isLongAgo(path), unlink(path) == 0 else { continue }
            gone.insert(digest)
        }
        guard !gone.isEmpty else { return }
        for key in FileSystem.names(in: directory + "/requests") where Digest.isText(key) {
            let path = "\(directory)/requests/\(key)"
            guard let manifest = FileSystem.text(path).flatMap({ Manifest(text: $0) }), gone.contains(manifest.digest)
            else { continue }
            unlink(path)
        }
    }
}

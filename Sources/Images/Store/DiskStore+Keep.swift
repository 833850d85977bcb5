import CLinux
import Digests
import Glibc
import Host
import Offload

extension DiskStore {
    /// What a request was answered with, if that is still whole; a damaged disk is removed.
    func finished(_ key: String, _ oldest: Duration?) -> DiskImage? {
        let request = path(ofRequest: key)
        guard isOwn(request), let text = FileSystem.text(request),
            let manifest = Manifest(text: text, format: DiskRequest.format)
        else { return nil }
        let path = "\(directory)/\(manifest.digest).qcow2"
        // Another user's file is not looked into: what it says of itself proves nothing.
        guard isOwn(path), let found = FileIdentity(of: path) else { return nil }
        if let oldest, time(nil) - Int(found.modified / 1_000_000_000) > Int(oldest.components.seconds) { return nil }
        // Touched since: copied, restored from a backup, or damaged. Its name tells.
        if found != manifest.image {
            guard (try? Digest.ofFile(path)) == manifest.digest else {
                unlink(path)
                return nil
            }
            var checked = manifest
            checked.image = found
            try? FileSystem.write(Array(checked.text.utf8), to: request)
        }
        guard let size = QCOW2.virtualSize(path) else { return nil }
        return DiskImage(path: path, digest: manifest.digest, format: "qcow2", virtualSize: size, isNew: false)
    }

    /// Gives a disk that was built its final name.
    func keep(_ built: String, _ key: String) throws(ImageError) -> DiskImage {
        guard let size = QCOW2.virtualSize(built) else {
            throw ImageError(.damaged, "\(built), which was just built, is no qcow2 image. Try again.")
        }
        do throws(SystemError) {
            let file = Descriptor(owning: try retrying("open", built) { open(built, O_RDWR | O_CLOEXEC | O_NOFOLLOW) })
            try retrying("fchmod", built) { fchmod(file.raw, 0o444) }
            try retrying("fsync", built) { fsync(file.raw) }
            let digest = try Digest.of(file, named: built)
            let path = "\(directory)/\(digest).qcow2"
            try retrying("rename", path) { rename(built, path) }
            // The new name must outlast a power cut, or the manifest would name nothing.
            let place = Descriptor(
                owning: try retrying("open", directory) { open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
            try retrying("fsync", directory) { fsync(place.raw) }
            var status = stat()
            try retrying("fstat", path) { fstat(file.raw, &status) }
            let manifest = Manifest(format: DiskRequest.format, digest: digest, image: FileIdentity(status))
            try FileSystem.write(Array(manifest.text.utf8), to: self.path(ofRequest: key))
            return DiskImage(path: path, digest: digest, format: "qcow2", virtualSize: size, isNew: true)
        } catch {
            throw unusable(error)
        }
    }

    /// Removes disks that nobody asked for in a month and no machine uses.
    func evict(inUse: Set<String>) {
        let suffix = ".qcow2"
        var gone: Set<String> = []
        for name in FileSystem.names(in: directory) where name.hasSuffix(suffix) {
            let digest = String(name.dropLast(suffix.count))
            let path = "\(directory)/\(name)"
            guard Digest.isText(digest), !inUse.contains(digest), LastUse.isLongAgo(path), unlink(path) == 0
            else { continue }
            gone.insert(digest)
        }
        forget(gone)
    }

    /// Removes the manifests that name disks which are gone.
    func forget(_ gone: Set<String>) {
        guard !gone.isEmpty else { return }
        for key in FileSystem.names(in: directory + "/requests") where Digest.isText(key) {
            let path = path(ofRequest: key)
            guard let text = FileSystem.text(path), let manifest = Manifest(text: text, format: DiskRequest.format),
                gone.contains(manifest.digest)
            else { continue }
            unlink(path)
        }
    }
}

import Archive
import CLinux
import Digests
import Glibc
import Host
import Offload

/// Writes the images of a store, by the holder of its lock. It blocks.
struct InitramfsWriter {
    let directory: String

    private static let unfinished = "initramfs" + FileSystem.unfinished

    /// Whether a name is that of an image that is being written.
    static func isUnfinished(_ name: String) -> Bool {
        name.hasPrefix(unfinished) && Int32(name.dropFirst(unfinished.count)) != nil
    }

    /// The image under its final name, with its digest.
    func write(_ entries: [InitramfsEntry]) throws(ImageError) -> (digest: String, image: FileIdentity) {
        let temporary = "\(directory)/\(Self.unfinished)\(getpid())"
        do {
            let file = Descriptor(
                owning: try retrying("open", temporary) {
                    open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
                })
            let archive = try ArchiveWriter(to: file.raw, named: temporary)
            for entry in entries { try append(entry, to: archive) }
            try archive.close()
            try retrying("fsync", temporary) { fsync(file.raw) }
            let digest = try Digest.of(file, named: temporary)
            let path = "\(directory)/\(digest).cpio"
            try retrying("rename", path) { rename(temporary, path) }
            try syncDirectory()
            var status = stat()
            try retrying("fstat", path) { fstat(file.raw, &status) }
            return (digest, FileIdentity(status))
        } catch {
            unlink(temporary)
            throw InitramfsBuild.translate(error, directory)
        }
    }

    private func append(_ entry: InitramfsEntry, to archive: ArchiveWriter) throws(ArchiveError) {
        func plain(_ kind: ArchiveEntry.Kind) throws(ArchiveError) {
            try archive.append(ArchiveEntry(path: entry.path, kind: kind, permissions: entry.permissions))
        }
        switch entry.kind {
        case .directory: try plain(.directory)
        case .symlink(let target): try plain(.symlink(target: target))
        case .characterDevice(let major, let minor): try plain(.characterDevice(major: major, minor: minor))
        case .bytes(let bytes): try archive.append(file: entry.path, contents: bytes, permissions: entry.permissions)
        case .file(let source): try archive.append(file: entry.path, contentsOf: source, permissions: entry.permissions)
        case .unpacked(let source):
            // The format wants the size first; a module is a few megabytes.
            let bytes = try ArchiveReader.decompressed(source, limit: 256 << 20)
            try archive.append(file: entry.path, contents: bytes, permissions: entry.permissions)
        }
    }

    /// The new name must outlast a power cut, or the manifest would name nothing.
    private func syncDirectory() throws(SystemError) {
        let file = Descriptor(
            owning: try retrying("open", directory) { open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
        try retrying("fsync", directory) { fsync(file.raw) }
    }
}

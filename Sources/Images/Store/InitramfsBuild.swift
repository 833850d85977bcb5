import Archive
import CLinux
import Digests
import Fixtures
import Glibc
import Host
import Offload

/// One building of an initramfs, by the holder of the store's lock. It blocks.
struct InitramfsBuild {
    let source: InitramfsSource
    let kernel: HostKernel
    let helper: HelperBinary
    let busybox: Busybox?
    let directory: String

    func run() throws(ImageError) -> Manifest {
        var inputs: [String: FileIdentity?] = [:]
        // Looked at before they are read: a change while we read shows at the next request.
        func note(_ path: String) { inputs[path] = .some(FileIdentity(of: path)) }

        var modules: [KernelModule] = []
        if !source.modules.isEmpty {
            if let directory = kernel.modules {
                note(directory + "/modules.dep")
                note(directory + "/modules.builtin")
            }
            modules = try ModuleIndex(of: kernel).files(for: source.modules, of: kernel)
        }
        let recipe = InitramfsRecipe(
            source: source, kernel: kernel, modules: modules, helper: helper.bytes(), busybox: busybox,
            sourcePermissions: try sourcePermissions())
        let entries = try recipe.entries()
        for entry in entries { if let source = entry.source { note(source) } }
        let (digest, image) = try write(entries)
        return Manifest(digest: digest, image: image, inputs: inputs)
    }

    private func sourcePermissions() throws(ImageError) -> [String: UInt32] {
        var found: [String: UInt32] = [:]
        for file in source.files {
            guard case .source(let path) = file.origin else { continue }
            var status = stat()
            guard stat(path, &status) == 0 else { throw unreadable(path, file, SystemError("stat", subject: path)) }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw ImageError(.file, "\(path), the source of \(file.path), is not a regular file")
            }
            guard access(path, R_OK) == 0 else { throw unreadable(path, file, SystemError("open", subject: path)) }
            found[path] = status.st_mode & 0o7777
        }
        return found
    }

    private func unreadable(_ path: String, _ file: InitramfsFile, _ cause: SystemError) -> ImageError {
        let place = file.location.map { "\($0): " } ?? ""
        return ImageError(
            .file,
            "\(place)the file \(path), the source of \(file.path) in the guest, cannot be read. "
                + "Check the path: a relative one starts at the fixture's directory.",
            cause: cause)
    }

    private static let unfinished = "initramfs" + FileSystem.unfinished

    /// Whether a name is that of an image that is being written.
    static func isUnfinished(_ name: String) -> Bool {
        name.hasPrefix(unfinished) && Int32(name.dropFirst(unfinished.count)) != nil
    }

    private func write(_ entries: [InitramfsEntry]) throws(ImageError) -> (digest: String, image: FileIdentity) {
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
            throw Self.translate(error, directory)
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

import CLinux
import DiskFormats
import Glibc
import Host
import Offload

/// A format that images are exported in.
package enum ExportFormat: String, Sendable, Hashable, CaseIterable {
    case qcow2, raw, vmdk
}

extension DiskStore {
    /// Writes an image with all its layers into one file that stands alone.
    ///
    /// The file is there whole or not at all. One that is there already is refused, unless it is to be replaced.
    package func export(
        _ image: DiskImage, to path: String, as format: ExportFormat = .qcow2, compressed: Bool = false,
        replacing: Bool = false, progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) {
        guard format != .raw || !compressed else {
            throw ImageError(.format, "a raw image has no compression; export qcow2, or compress the file yourself")
        }
        let target = ExportTarget(path)
        try target.check(replacing: replacing)
        try await withScratch(
            SourceFetcher.key("mayfly export 1", image.digest, target.path), over: image, need: 1 << 20,
            progress: progress
        ) { _ throws(ImageError) in
            do throws(ImageError) {
                try await convert(image, to: target.draft, as: format, compressed: compressed, progress)
                try await blocking { () throws(ImageError) in try target.publish(replacing: replacing) }
            } catch {
                unlink(target.draft)
                throw error
            }
        }
    }

    /// One file of an image and what is beneath it; QEMU finds that beside the image.
    func convert(
        _ image: DiskImage, to path: String, as format: ExportFormat, compressed: Bool,
        _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) {
        progress(BuildProgress(stage: .export, fraction: 0))
        let output: ConversionOutput =
            switch format {
            case .qcow2: .qcow2(compressed: compressed)
            case .raw: .raw
            case .vmdk: .vmdk(compressed: compressed)
            }
        do throws(DiskFormatError) {
            try await exportDisk(from: image.path, to: path, as: output) {
                progress(BuildProgress(stage: .export, fraction: $0))
            }
        } catch {
            throw .format(error)
        }
        // qemu-img may have been done before it could be stopped.
        if Task.isCancelled {
            throw ImageError(.cancelled, "cancelled while an image was exported", cause: CancellationError())
        }
    }
}

/// A file that is going to be at a path, under another name beside it until it is whole.
private struct ExportTarget: Sendable {
    let path: String
    let draft: String

    init(_ path: String) {
        let here = path.hasPrefix("/") ? nil : getcwd(nil, 0)
        defer { free(here) }
        self.path = here.map { String(cString: $0) + "/" + path } ?? path
        let slash = self.path.lastIndex(of: "/") ?? self.path.startIndex
        let name = self.path[slash...].dropFirst()
        draft = "\(self.path[..<slash])/.\(name).\(getpid())-\(UInt32.random(in: 0 ... .max))"
    }

    func check(replacing: Bool) throws(ImageError) {
        let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        guard access(directory.isEmpty ? "/" : directory, W_OK | X_OK) == 0 else {
            throw ImageError(
                .file, "\(path) cannot be written: make its directory, or name another that you may write",
                cause: SystemError("access", subject: directory))
        }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw ImageError(.exists, "\(path) is a directory; name a file in it")
        }
        guard replacing, status.st_mode & S_IFMT == S_IFREG else {
            throw ImageError(.exists, "\(path) is there already; name another file, or replace it with --force")
        }
    }

    func publish(replacing: Bool) throws(ImageError) {
        do throws(SystemError) {
            let file = Descriptor(
                owning: try retrying("open", draft) { open(draft, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) })
            try retrying("fsync", draft) { fsync(file.raw) }
            // A second name never replaces a file that somebody made meanwhile; not every file system has them.
            if !replacing, link(draft, path) == 0 {
                unlink(draft)
            } else {
                try check(ifThere: replacing)
                try retrying("rename", path) { rename(draft, path) }
            }
        } catch {
            throw ImageError(
                error.number == ENOSPC || error.number == EDQUOT ? .noSpace : error.number == EEXIST ? .exists : .file,
                "\(path) cannot be written", cause: error)
        }
    }

    private func check(ifThere replacing: Bool) throws(SystemError) {
        if !replacing, FileSystem.exists(path) { throw SystemError("link", subject: path, number: EEXIST) }
    }
}

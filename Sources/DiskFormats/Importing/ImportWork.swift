import CLinux
import Glibc
import Host
import Offload

/// One import in a directory of its own, where it makes `disk.qcow2`.
struct ImportWork: Sendable {
    let source: String
    let directory: String
    let limits: DiskLimits
    let consuming: Bool
    let stop: Stopper
    let progress: ImportProgress

    private var target: String { directory + "/disk.qcow2" }

    func run() async throws(DiskFormatError) -> ImportedDisk {
        let image = try await blocking { () throws(DiskFormatError) in
            let file = try SourceFile(source)
            return try Unwrapper(file: file, directory: directory, limits: limits, stop: stop, progress: progress).run()
        }
        if image.wrappers.isEmpty { progress.nothingWasUnwrapped() }
        if image.isFinished { return try finish(image, .written) }
        let isTaken = try await blocking { () throws(DiskFormatError) in
            let file = try SourceFile(image.path, place: image.place)
            let checked = try CheckedImage(file, image.format, limits: limits, stop: stop)
            if checked.isPlain { try take(file, isOurs: !image.wrappers.isEmpty) }
            return checked.isPlain
        }
        if isTaken { return try finish(image, .asItWas) }
        let file = try await readable(SourceFile(image.path, place: image.place))
        let checked = ConversionSource(origin: .alone(file.descriptor), format: image.format, place: image.place)
        try await Conversion(source: checked, output: .qcow2(), target: target, limits: limits).run {
            progress.converted($0)
        }
        return try finish(image, .converted)
    }

    /// The file, or a copy where only root's powers, which qemu-img does not have, open it.
    private func readable(_ file: SourceFile) async throws(DiskFormatError) -> SourceFile {
        if await Unprivileged.canRead(file.descriptor) { return file }
        let path = directory + "/source"
        return try await blocking { () throws(DiskFormatError) in
            let copy = try SparseFile(path, reserve: limits.reserve)
            try FilePieces(file, stop: stop) { _ in }.drain(into: copy)
            try copy.finish()
            return try SourceFile(path, place: file.place)
        }
    }

    private func finish(_ image: Unwrapped, _ way: ImportedDisk.Way) throws(DiskFormatError) -> ImportedDisk {
        let file = try SourceFile(target)
        // Whoever made it, others have no business in it.
        fchmod(file.descriptor.raw, 0o600)
        var status = stat()
        guard fstat(file.descriptor.raw, &status) == 0 else { throw .unreadable(target, SystemError("fstat")) }
        let header = try QCOW2Header(file)
        try limits.check(virtualSize: header.virtualSize, of: image.place)
        progress.finished()
        return ImportedDisk(
            format: image.format, wrappers: image.wrappers, way: way, virtualSize: header.virtualSize,
            allocatedSize: Int64(status.st_blocks) * 512)
    }

    /// Moves the image, or shares its blocks with a copy, or copies it without its zeros.
    private func take(_ file: SourceFile, isOurs: Bool) throws(DiskFormatError) {
        // Moving a name of several would leave the others with a file that changes.
        var status = stat()
        let isSingle =
            lstat(file.path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
        if (isOurs || consuming) && isSingle && rename(file.path, target) == 0 { return }
        do {
            let copy = try OutputFile(target, reserve: limits.reserve)
            if mayfly_clone(copy.descriptor.raw, file.descriptor.raw) == 0 { return }
        }
        unlink(target)
        let copy = try SparseFile(target, reserve: limits.reserve)
        try FilePieces(file, stop: stop) { progress.converted($0) }.drain(into: copy)
        try copy.finish()
    }
}

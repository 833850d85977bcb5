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
            let draft = try await blocking { () throws(ImageError) in try target.begin() }
            do throws(ImageError) {
                try await convert(image, to: draft.file, as: format, compressed: compressed, progress)
                try await blocking { () throws(ImageError) in try target.publish(draft, replacing: replacing) }
            } catch {
                await blocking { draft.remove() }
                throw error
            }
            await blocking { draft.remove() }
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

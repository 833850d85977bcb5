import CArchive

extension ArchiveReader {
    /// What a stream of bytes is read as.
    package enum Expectation: Sendable, Hashable {
        /// One nameless member, compressed by bzip2, xz or zstd, or several of them around each other; ``Gunzip`` is for gzip.
        case compressed
        case tar
        case zip

        func prepare(_ handle: OpaquePointer) {
            // These only fail for want of memory or of an optional library; a missing one shows when it is needed.
            switch self {
            case .compressed:
                _ = archive_read_support_filter_bzip2(handle)
                _ = archive_read_support_filter_xz(handle)
                _ = archive_read_support_filter_zstd(handle)
                _ = archive_read_support_format_raw(handle)
                _ = archive_read_support_format_empty(handle)
            case .tar:
                _ = archive_read_support_format_tar(handle)
            case .zip:
                // The other reader of zip files wants to seek.
                _ = archive_read_support_format_zip_streamable(handle)
            }
        }
    }
}

/// Hands out the bytes of an archive that is no file.
final class ArchiveSource {
    private let read: () throws -> UnsafeRawBufferPointer?
    private(set) var failure: (any Error)?

    init(_ read: @escaping () throws -> UnsafeRawBufferPointer?) { self.read = read }

    /// It must live as long as the handle.
    func open(_ handle: OpaquePointer) -> Int32 {
        archive_read_open(
            handle, Unmanaged.passUnretained(self).toOpaque(), nil,
            { _, context, start in
                guard let context, let start else { return -1 }
                return Unmanaged<ArchiveSource>.fromOpaque(context).takeUnretainedValue().next(start)
            }, nil)
    }

    private func next(_ start: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
        do {
            // Nothing is the end to libarchive.
            while let bytes = try read() {
                guard !bytes.isEmpty else { continue }
                start.pointee = bytes.baseAddress
                return bytes.count
            }
            return 0
        } catch {
            failure = error
            return -1
        }
    }
}

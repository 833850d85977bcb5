import Archive
import Glibc
import Offload

extension InitramfsBuild {
    static func digest(ofFile path: String) throws(SystemError) -> String {
        let file = Descriptor(owning: try retrying("open", path) { open(path, O_RDONLY | O_CLOEXEC) })
        return try digest(of: file, path)
    }

    static func digest(of file: Descriptor, _ path: String) throws(SystemError) -> String {
        let digest = Digest()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        var offset = 0
        while true {
            let count = try retrying("pread", path) { pread(file.raw, buffer.baseAddress, buffer.count, off_t(offset)) }
            if count == 0 { return digest.finish() }
            digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += count
        }
    }

    /// A failure while an image was written, in the words of images.
    static func translate(_ error: any Error, _ directory: String) -> ImageError {
        switch error {
        case let error as ArchiveError where error.code == .noSpace:
            noSpace(directory, error)
        case let error as ArchiveError where error.code == .read || error.code == .damaged || error.code == .open:
            ImageError(.damaged, "a file for the initramfs cannot be used", cause: error)
        case let error as SystemError where error.number == ENOSPC || error.number == EDQUOT:
            noSpace(directory, error)
        default:
            ImageError(
                .store, "no initramfs can be written in \(directory). Set MAYFLY_CACHE_DIR to another directory.",
                cause: error)
        }
    }

    private static func noSpace(_ directory: String, _ cause: any Error) -> ImageError {
        ImageError(
            .noSpace, "\(directory) is full. Free some space there, or set MAYFLY_CACHE_DIR to another directory.",
            cause: cause)
    }
}

import Archive
import Glibc
import Offload

extension InitramfsBuild {
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

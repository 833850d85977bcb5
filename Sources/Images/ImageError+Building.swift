import Customizing
import Glibc
import Guestfs
import Offload

extension ImageError {
    /// A failure while layers were made, in the words of images.
    static func building(_ error: any Error, in directory: String) -> ImageError {
        switch error {
        case let error as ImageError: return error
        case let error as GuestfsError: return BootstrapDiskBuilder.translate(error, directory)
        case let error as CustomizeError:
            return ImageError(.step, error.message, cause: nil)
        case is CancellationError:
            return ImageError(.cancelled, "cancelled while the image was built", cause: error)
        default: return ImageError(.disk, "the image cannot be made", cause: error)
        }
    }
}

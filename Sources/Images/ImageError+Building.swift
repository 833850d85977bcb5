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
            return switch error.code {
            case .cancelled: ImageError(.cancelled, "cancelled while the appliance was at work", cause: error.cause)
            case .architecture: ImageError(.architecture, "\(error)")
            case .noSystem, .severalSystems, .encrypted: ImageError(.format, "\(error)")
            default: ImageError(.step, "\(error)")
            }
        case is CancellationError:
            return ImageError(.cancelled, "cancelled while the image was built", cause: error)
        default: return ImageError(.disk, "the image cannot be made", cause: error)
        }
    }
}

import Host
import Images
import Machines

extension Boot {
    /// The initramfs that a directory is made into; nil where none is.
    func directoryImage(_ directories: HostDirectories = .ofThisUser) async throws(MachineError) -> String? {
        guard case .directory(let path) = userspace else { return nil }
        do throws(ImageError) {
            return try await InitramfsStore(directory: directories.images).image(ofDirectory: path).path
        } catch {
            throw MachineError(
                error.code == .file ? .invalidInput : .hostNotReady, "no initramfs can be made of \(path)", cause: error
            )
        }
    }
}

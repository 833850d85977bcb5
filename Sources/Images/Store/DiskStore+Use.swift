import Glibc
package import Host
import Offload

extension DiskStore {
    private var useLock: String { directory + "/locks/use" }

    /// Held while a machine's disks are put over images, until what it uses is noted: meanwhile nobody removes one.
    package func lockForUse() async throws(ImageError) -> FileLock {
        try await lockForUse { path throws(SystemError) in try FileLock.sharing(path) }
    }

    /// Held while it is found out whether an image is in use, and until it is gone.
    func lockForRemoval() async throws(ImageError) -> FileLock {
        try await lockForUse { path throws(SystemError) in try FileLock.trying(path) }
    }

    private func lockForUse(
        _ take: @Sendable (String) throws(SystemError) -> FileLock?
    ) async throws(ImageError) -> FileLock {
        do throws(SystemError) {
            try FileSystem.makeDirectory(directory + "/locks")
            // Asked again and again: a thread that blocks in flock() could not be called back.
            while true {
                if let lock = try take(useLock) { return lock }
                do { try await Task.sleep(for: .milliseconds(5)) } catch {
                    throw SystemError("flock", subject: useLock, number: ECANCELED)
                }
            }
        } catch {
            if error.number == ECANCELED {
                throw ImageError(
                    .cancelled, "cancelled while a machine's disks were made or an image was removed",
                    cause: CancellationError())
            }
            throw unusable(error)
        }
    }
}

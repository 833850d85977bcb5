import Channels
import Host
import Machines
import Offload

/// A virtio-serial port of the guest helper's, taken by this process.
///
/// QEMU's socket serves one client at a time, so each process takes a port of its own; a lock beside the socket says
/// which are taken.
struct HelperPort: Sendable {
    let stream: DescriptorStream
    /// Whether another process has talked on it before and may have been cut off in the middle.
    let isUsed: Bool
    private let lock: FileLock
    /// What is added to a socket's path for the mark of ``isUsed``.
    static let usedSuffix = ".used"

    static func take(of directory: String, count: Int) async throws(MachineError) -> HelperPort {
        do throws(SystemError) {
            for number in 0..<count {
                let socket = "\(directory)/h\(number)"
                guard let lock = try FileLock.trying(socket + ".lock") else { continue }
                return try await connect(socket, lock)
            }
        } catch {
            throw MachineError(.channelLost, "cannot reach the guest helper's port", cause: error)
        }
        throw MachineError(
            .channelLost, "all \(count) ways into the guest are taken by other processes; end one of them and try again"
        )
    }

    private static func connect(_ socket: String, _ lock: FileLock) async throws(SystemError) -> HelperPort {
        let used = socket + usedSuffix
        let isUsed = FileSystem.exists(used)
        if !isUsed { try FileSystem.write([], to: used, synced: false) }
        return HelperPort(stream: try await UnixSocket.connect(to: socket), isUsed: isUsed, lock: lock)
    }
}

import Host
import Machines
import Offload

/// The serial console as a terminal: what is typed goes to the guest. One process at a time, by a lock beside the socket.
struct SerialTerminal: GuestConnection {
    private let stream: DescriptorStream
    private let lock: FileLock

    init(of directory: String) async throws(MachineError) {
        let socket = directory + "/console"
        do {
            guard let lock = try FileLock.trying(socket + ".lock") else {
                throw MachineError(
                    .unsupported, "another process is on the machine's console; leave it there first (^])")
            }
            self.lock = lock
            stream = try await UnixSocket.connect(to: socket)
        } catch {
            throw .wrapping(error, .channelLost, "cannot reach the machine's console")
        }
    }

    func read() async throws(MachineError) -> [UInt8] {
        do throws(SystemError) {
            return try await stream.read(atMost: 16 << 10)
        } catch {
            throw MachineError(.channelLost, "the console was closed", cause: error)
        }
    }

    func write(_ bytes: [UInt8]) async throws(MachineError) {
        do throws(SystemError) {
            try await stream.write(bytes)
        } catch {
            throw MachineError(.channelLost, "the console was closed", cause: error)
        }
    }

    /// A serial line has no end of input: nothing more is typed, and what the guest prints still comes.
    func closeWriting() async throws(MachineError) {}

    func close() async { stream.close() }
}

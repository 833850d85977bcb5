import Glibc
package import Machines
import Offload
import SSH
import Synchronization
import Wire

extension HelperChannel {
    /// The helper's protocol inside of an SSH connection, for guests whose virtio ports nobody reaches: the helper is
    /// started there for this one host, as the user that logged in, and goes with the connection.
    ///
    /// - Returns: nil when the guest has no helper, or cannot run it.
    package static func connect(
        through channel: SSHChannel, program: String = HelperPlace.path, within limit: Duration
    ) async throws(MachineError) -> HelperChannel? {
        let (stream, connection) = try await channel.connections.execute(
            { _ in "exec \(program) --fd 0,1" }, terminal: nil)
        let bytes = SSHBytes(stream, connection, of: channel)
        do throws(MachineError) {
            return try await connect(over: bytes, usedBefore: false, isPort: false, within: limit)
        } catch {
            // Not there, another machine's, an older one that knows no pair of descriptors, a shell that runs nothing.
            if bytes.ending != nil { return nil }
            throw error
        }
    }
}

/// A command's input and output as one stream. Keeps its connection.
private final class SSHBytes: ByteStream {
    private let stream: SSHStream
    private let connection: SSHConnections.Connection
    private let channel: SSHChannel
    private let end = Mutex<SSHEnding?>(nil)
    private let isOpen = Mutex(true)

    init(_ stream: SSHStream, _ connection: SSHConnections.Connection, of channel: SSHChannel) {
        self.stream = stream
        self.connection = connection
        self.channel = channel
    }

    deinit { close() }

    /// How the command ended, once its output has.
    var ending: SSHEnding? { end.withLock { $0 } }

    func read(atMost limit: Int) async throws(SystemError) -> [UInt8] {
        do throws(SSHError) {
            let part = try await stream.read()
            if part.isEmpty {
                let ending = try await stream.waitForEnding()
                end.withLock { $0 = ending }
            }
            return part
        } catch {
            throw SystemError("read", subject: error.message, number: ECONNRESET)
        }
    }

    func write(_ bytes: [UInt8]) async throws(SystemError) {
        let taken: Bool
        do throws(SSHError) { taken = try await stream.write(bytes) } catch {
            throw SystemError("write", subject: error.message, number: ECONNRESET)
        }
        if !taken { throw SystemError("write", number: EPIPE) }
    }

    func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        Task { [stream, connection, connections = channel.connections] in
            await stream.close()
            await connections.release(connection)
        }
    }
}

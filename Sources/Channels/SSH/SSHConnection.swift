import Machines
import SSH

/// A TCP connection that the guest's SSH server opened for us. Closed with its last reference.
final class SSHConnection: GuestConnection {
    private let stream: SSHStream
    /// Its connections must not end before it.
    private let channel: SSHChannel

    init(_ stream: SSHStream, of channel: SSHChannel) {
        self.stream = stream
        self.channel = channel
    }

    func read() async throws(MachineError) -> [UInt8] {
        do { return try await stream.read() } catch { throw .ssh(error).mayHaveRun }
    }

    func write(_ bytes: [UInt8]) async throws(MachineError) {
        let taken: Bool
        do { taken = try await stream.write(bytes) } catch { throw .ssh(error).mayHaveRun }
        if !taken { throw MachineError(.channelLost, "the other side closed the connection", execution: .mayHaveRun) }
    }

    func closeWriting() async throws(MachineError) {
        do { try await stream.closeWriting() } catch { throw .ssh(error).mayHaveRun }
    }

    func close() async { await stream.close() }
}

package import Fixtures
package import Machines
import Offload
import SSH

/// The way into a guest by SSH, for guests without Mayfly's helper. Commands are started by a few lines of sh.
///
/// Copies are tar streams: SFTP of version 3 knows times in whole seconds only and takes a round trip a request.
package final class SSHChannel: GuestChannel {
    package let kind = GuestChannelKind.ssh

    let connections: SSHConnections

    init(_ connections: SSHConnections) {
        self.connections = connections
    }

    deinit {
        let connections = connections
        Task { await connections.close() }
    }

    /// Starts a command as the user that logged in, unless the command names another: by setpriv or su as root, else by
    /// sudo without a password.
    package func start(_ command: Command) async throws(MachineError) -> any GuestProcess {
        try await SSHProcess.start(command, in: self)
    }

    @discardableResult
    package func copyIn(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        try await TarCopy(channel: self).copyIn(source, to: destination)
    }

    @discardableResult
    package func copyOut(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        try await TarCopy(channel: self).copyOut(source, to: destination)
    }

    package func connect(host: String, port: UInt16) async throws(MachineError) -> any GuestConnection {
        let session = await connections.first.session
        do throws(SSHError) {
            return SSHConnection(try await SSHStream.connect(host: host, port: port, in: session), of: self)
        } catch {
            if error.code == .refused { throw MachineError(.notReady, "from within the guest: \(error.message)") }
            throw .ssh(error)
        }
    }

    package func shutDown(_ action: ShutdownAction) async throws(MachineError) {
        try await powerDown(self, action)
    }

    package func close() async {
        await uncancelled { [connections] in await connections.close() }
    }

    /// The directory in the guest where the first connection's commands are written down while they run.
    package var registry: String {
        get async { await connections.first.warden.registry }
    }

    /// Ends the connections at once, with the reason: the guest that they were with is no more.
    package func abandon(_ reason: String) async { await connections.abandon(reason) }
}

/// Has a guest's own programs take it down.
func powerDown(_ channel: some GuestChannel, _ action: ShutdownAction) async throws(MachineError) {
    let word = action == .reboot ? "reboot" : "poweroff"
    do throws(MachineError) {
        let process = try await channel.start(Command("/bin/sh", ["-c", GuestScripts.powerDown, "sh", word]))
        let (_, errors) = try await process.outputs()
        guard try await process.wait() != .exited(0) else { return }
        throw MachineError(.guestFailed, "the guest did not go down: \(errors)")
    } catch  where error.code == .channelLost && error.execution == .mayHaveRun {
        // The guest went before its answer came.
        return
    }
}

extension GuestProcess {
    /// All of both outputs, as text.
    func outputs() async throws(MachineError) -> (String, String) {
        let errors = Task { () throws(MachineError) -> [UInt8] in
            var bytes: [UInt8] = []
            while case let part = try await readError(), !part.isEmpty { bytes += part }
            return bytes
        }
        var bytes: [UInt8] = []
        while case let part = try await readOutput(), !part.isEmpty { bytes += part }
        let said: [UInt8]
        do { said = try await errors.value } catch { throw .wrapping(error, .channelLost, "reading failed") }
        return (String(decoding: bytes, as: UTF8.self), String(decoding: said, as: UTF8.self))
    }
}

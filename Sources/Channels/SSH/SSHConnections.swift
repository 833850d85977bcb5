import Machines
import Offload
import SSH

/// The connections to one guest. A server takes few commands at once in a connection (OpenSSH: ten), so there may be more.
actor SSHConnections {
    final class Connection: Sendable {
        let session: SSHSession
        let warden: SSHWarden

        init(_ session: SSHSession, _ warden: SSHWarden) {
            self.session = session
            self.warden = warden
        }
    }

    private struct Entry {
        let connection: Connection
        var used = 0
        /// MaxSessions of OpenSSH, less the warden's own; lowered where the server refuses earlier.
        var room = 9
    }

    typealias Dial = @Sendable () async throws(MachineError) -> SSHSession

    private let dial: Dial
    private var entries: [Entry] = []
    private var closed = false

    init(first: SSHSession, dial: @escaping Dial) async throws(MachineError) {
        self.dial = dial
        let warden = try await SSHWarden.start(in: first)
        entries = [Entry(connection: Connection(first, warden))]
    }

    var first: Connection { entries[0].connection }

    /// Runs a command in a connection that has room for it, which is the caller's until `release`.
    func execute(
        _ line: @Sendable (Connection) -> String, terminal: SSHStream.Size?
    ) async throws(MachineError) -> (SSHStream, Connection) {
        while true {
            if closed { throw MachineError(.channelLost, "the channel was closed") }
            guard let place = entries.firstIndex(where: { $0.used < $0.room }) else {
                let session = try await dial()
                let warden = try await SSHWarden.start(in: session)
                entries.append(Entry(connection: Connection(session, warden)))
                continue
            }
            entries[place].used += 1
            let connection = entries[place].connection
            do throws(SSHError) {
                return (
                    try await SSHStream.execute(line(connection), terminal: terminal, in: connection.session),
                    connection
                )
            } catch {
                let used = release(connection)
                guard error.code == .refused, used > 0 else { throw .ssh(error) }
                lower(connection, to: used)
            }
        }
    }

    private func lower(_ connection: Connection, to room: Int) {
        guard let place = entries.firstIndex(where: { $0.connection === connection }) else { return }
        entries[place].room = room
    }

    @discardableResult
    func release(_ connection: Connection) -> Int {
        guard let place = entries.firstIndex(where: { $0.connection === connection }) else { return 0 }
        entries[place].used -= 1
        return entries[place].used
    }

    func close() async {
        closed = true
        await withTaskGroup(of: Void.self) { group in
            for entry in entries {
                group.addTask {
                    await entry.connection.warden.close()
                    await entry.connection.session.close()
                }
            }
        }
    }

    func abandon(_ reason: String) async {
        closed = true
        for entry in entries { await entry.connection.session.abort(reason) }
    }
}

import Machines
import Offload
import SSH

/// The connections to one guest. A server takes few commands at once in a connection (OpenSSH: ten), so there may be more.
actor SSHConnections {
    final class Connection: Sendable {
        let session: SSHSession
        let warden: SSHWarden

        /// With a shell that answers: a login that hangs is no connection yet.
        init(_ session: SSHSession) async throws(MachineError) {
            self.session = session
            warden = try await SSHWarden.start(in: session)
        }
    }

    private struct Entry {
        let connection: Connection
        var used = 0
        /// MaxSessions of OpenSSH, less the warden's own; lowered where the server refuses earlier.
        var room = 9
    }

    typealias Dial = @Sendable () async throws(MachineError) -> Connection

    private let dial: Dial
    private var entries: [Entry] = []
    private var closed = false

    init(first: Connection, dial: @escaping Dial) {
        self.dial = dial
        entries = [Entry(connection: first)]
    }

    var first: Connection { entries[0].connection }

    /// Runs a command in a connection that has room for it, which is the caller's until `release`.
    func execute(
        _ line: @Sendable (Connection) -> String, terminal: SSHStream.Size?
    ) async throws(MachineError) -> (SSHStream, Connection) {
        while true {
            if closed { throw MachineError(.channelLost, "the channel was closed") }
            guard let place = entries.firstIndex(where: { $0.used < $0.room }) else {
                entries.append(Entry(connection: try await dial()))
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

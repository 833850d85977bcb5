import CSSH

/// A channel of a session: a command with its streams, or a TCP connection that the server opened. Closed with its last
/// reference.
package final class SSHStream: Sendable {
    package let session: SSHSession
    private let id: UInt64

    private init(_ session: SSHSession, _ id: UInt64) {
        self.session = session
        self.id = id
    }

    deinit {
        let (session, id) = (session, id)
        Task { await session.free(id) }
    }

    /// The size of a terminal, in characters.
    package struct Size: Sendable {
        let columns: Int32
        let rows: Int32

        package init(columns: UInt16, rows: UInt16) {
            self.columns = Int32(columns)
            self.rows = Int32(rows)
        }
    }

    /// Gives a line to the user's login shell. A server takes only so many at once in a session (MaxSessions).
    package static func execute(
        _ line: String, terminal: Size? = nil, in session: SSHSession
    ) async throws(SSHError) -> SSHStream {
        let id = try await session.open("the server opens no more sessions in this connection") { raw in
            libssh2_channel_open_ex(raw, "session", 7, SSHSession.window, 32768, nil, 0)
        }
        let stream = SSHStream(session, id)
        try await session.begin(id, line, terminal)
        return stream
    }

    /// Has the server open a TCP connection.
    package static func connect(
        host: String, port: UInt16, in session: SSHSession
    ) async throws(SSHError) -> SSHStream {
        let id = try await session.open("the server cannot connect to \(host) port \(port)") { raw in
            libssh2_channel_direct_tcpip_ex(raw, host, Int32(port), "127.0.0.1", 0)
        }
        return SSHStream(session, id)
    }

    package func read() async throws(SSHError) -> [UInt8] { try await session.read(id, error: false) }
    package func readError() async throws(SSHError) -> [UInt8] { try await session.read(id, error: true) }
    /// False when nobody takes the bytes any more.
    package func write(_ bytes: [UInt8]) async throws(SSHError) -> Bool { try await session.write(id, bytes) }
    package func closeWriting() async throws(SSHError) { try await session.closeWriting(id) }
    package func resize(_ size: Size) async throws(SSHError) { try await session.resize(id, size) }
    /// What the server has said of the command's end by now.
    package func ending() async throws(SSHError) -> SSHEnding? { try await session.ending(id) }
    package func waitForEnding() async throws(SSHError) -> SSHEnding { try await session.waitForEnding(id) }
    package func close() async { await session.free(id) }
}

extension SSHSession {
    fileprivate func begin(_ id: UInt64, _ line: String, _ terminal: SSHStream.Size?) async throws(SSHError) {
        if let terminal {
            _ = try await perform { () throws(SSHError) in
                try checked(
                    libssh2_channel_request_pty_ex(
                        try channel(id), "linux", 5, nil, 0, terminal.columns, terminal.rows, 0, 0),
                    "the server gives no terminal")
            }
        }
        _ = try await perform { () throws(SSHError) in
            try checked(
                libssh2_channel_process_startup(try channel(id), "exec", 4, line, UInt32(line.utf8.count)),
                "the server does not execute commands")
        }
    }

    fileprivate func resize(_ id: UInt64, _ size: SSHStream.Size) throws(SSHError) {
        libssh2_channel_request_pty_size_ex(try channel(id), size.columns, size.rows, 0, 0)
        flush()
    }
}

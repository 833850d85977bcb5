import Offload

/// What becomes of the wish to speak by websocket.
package enum WebSocketOpening: Sendable {
    case open(WebSocket)
    /// The server's answer, whatever its status is.
    case refused(HTTPResponse)
}

extension HTTPSession {
    /// Opens a websocket with one subprotocol, on a connection of its own by the session's settings.
    ///
    /// `pings` is how long the other side may be silent before it is asked whether it is there.
    package func openWebSocket(
        _ request: HTTPRequest, subprotocol: String, tls: TLSSettings? = nil, pings: Duration = .seconds(15)
    ) async throws(HTTPError) -> WebSocketOpening {
        var settings = settings
        if let tls { settings.tls = tls }
        let connection = try await BareConnection.open(request, settings)
        let handshake = WebSocketHandshake(subprotocol: subprotocol)
        connection.put(handshake.head(of: request, userAgent: settings.userAgent))
        let (answer, body) = try await Self.answer(request, settings, on: connection)
        guard let head = answer.head else {
            throw HTTPError(.broken, url: request.address.redacted, "the connection ended before an answer came")
        }
        guard head.status == 101 else {
            return .refused(HTTPResponse(head: head, body: body, address: request.address))
        }
        if let flaw = handshake.flaw(in: head) { throw HTTPError(.upgrade, url: request.address.redacted, flaw) }
        let line = WebSocketLine(connection, request.address)
        return .open(WebSocket(line, first: answer.rest, pings: pings, settings.clock))
    }

    /// Sends what was put and reads the answer: the head of one that upgrades, else all of it.
    private static func answer(
        _ request: HTTPRequest, _ settings: HTTPSettings, on connection: BareConnection
    ) async throws(HTTPError) -> (UpgradeAnswer, [UInt8]) {
        let limit = request.stallTimeout ?? settings.stallTimeout
        do {
            return try await withDeadline(limit) {
                while try !connection.flush() { try await connection.waitToWrite() }
                var answer = UpgradeAnswer()
                while true {
                    guard let bytes = try connection.receive(atMost: 16 << 10) else {
                        try await connection.waitToRead()
                        continue
                    }
                    try answer.add(bytes)
                    if answer.head?.status == 101 { return (answer, []) }
                    let isAtEnd = bytes.isEmpty || answer.rest.count > UpgradeAnswer.longestRefusal
                    if let body = answer.body(isAtEnd: isAtEnd) { return (answer, body) }
                    if isAtEnd { return (answer, []) }
                }
            }
        } catch let error as HTTPError {
            throw error
        } catch let error as UpgradeAnswer.Malformed {
            throw HTTPError(.upgrade, url: request.address.redacted, error.message)
        } catch is DeadlineExceeded {
            throw HTTPError(.timedOut, url: request.address.redacted, "gave no answer within \(limit)")
        } catch {
            throw .cancelled(request.address)
        }
    }
}

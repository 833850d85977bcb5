import Base64
import Digests

/// How a connection becomes a websocket (RFC 6455, 4).
package struct WebSocketHandshake: Sendable {
    /// The one subprotocol that both sides have to speak.
    let subprotocol: String
    private let key: String

    init(subprotocol: String) {
        self.subprotocol = subprotocol
        key = Base64.encode((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    }

    /// What is asked, with the request's own headers.
    func head(of request: HTTPRequest, userAgent: String) -> [UInt8] {
        let origin = request.address.origin
        let isUsual = origin.port == (origin.scheme == "https" ? 443 : 80)
        var lines = [
            "GET \(request.address.target) HTTP/1.1",
            "Host: \(origin.host)\(isUsual ? "" : ":\(origin.port)")",
            "User-Agent: \(userAgent)",
            "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: \(key)",
            "Sec-WebSocket-Protocol: \(subprotocol)",
        ]
        lines += request.headers.map { "\($0.name): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// What is wrong with an answer that says that it changes the protocol.
    func flaw(in head: HTTPHead) -> String? {
        func words(_ name: String) -> [String] {
            head.headers.all(name).flatMap { $0.split(separator: ",") }.map {
                $0.filter { !$0.isWhitespace }.lowercased()
            }
        }
        guard words("Upgrade") == ["websocket"], words("Connection").contains("upgrade") else {
            return "changes to another protocol than websocket"
        }
        guard head.headers.all("Sec-WebSocket-Accept") == [Self.answer(to: key)] else {
            return "does not know the key that it was given: is there a proxy that keeps answers?"
        }
        guard head.headers["Sec-WebSocket-Extensions"] == nil else { return "uses an extension that nobody asked for" }
        let spoken = head.headers.all("Sec-WebSocket-Protocol")
        guard spoken == [subprotocol] else {
            return "speaks \(spoken.isEmpty ? "no subprotocol" : spoken.joined(separator: ", ")), not \(subprotocol); "
                + "is its version older?"
        }
        return nil
    }

    /// What a server answers to a client's key.
    package static func answer(to key: String) -> String {
        Base64.encode(Digest.sha1(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }
}

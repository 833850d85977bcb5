/// Why one side ends a websocket (RFC 6455, 7.4).
package struct WebSocketClose: Sendable, Hashable, CustomStringConvertible {
    package let code: UInt16
    package let reason: String

    /// All is said.
    package static let normal = WebSocketClose(1000)
    /// The other side does not keep to the protocol.
    package static let protocolError = WebSocketClose(1002)

    /// A longer reason than fits a frame is cut at a character.
    package init(_ code: UInt16, _ reason: String = "") {
        var kept = ""
        for character in reason where kept.utf8.count + character.utf8.count <= WebSocketFrame.longestControl - 2 {
            kept.append(character)
        }
        self.code = code
        self.reason = kept
    }

    /// Nil where the other side gives no reason at all.
    init?(payload: [UInt8]) throws(WireError) {
        if payload.isEmpty { return nil }
        guard payload.count >= 2 else { throw WireError(.badMessage, "a close frame holds half a code") }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        // 1004 to 1006 and 1015 never go over a wire; what is below 1000, or not given out yet, means nothing.
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: self.code = code
        default: throw WireError(.badMessage, "a close frame has the code \(code), which nobody may send")
        }
        guard let reason = String(validating: payload[2...], as: UTF8.self) else {
            throw WireError(.badMessage, "a close frame's reason is no UTF-8")
        }
        self.reason = reason
    }

    package var payload: [UInt8] { [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8) }

    package var description: String { reason.isEmpty ? "code \(code)" : "code \(code), ‘\(reason)’" }
}

/// One frame of a websocket (RFC 6455, 5.2).
package struct WebSocketFrame: Sendable, Hashable {
    package enum Kind: UInt8, Sendable, Hashable {
        /// Goes on with the message that was begun.
        case continuation = 0x0
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case ping = 0x9
        case pong = 0xA

        /// Whether it may come between the frames of a message.
        package var isControl: Bool { rawValue >= 0x8 }
    }

    /// What a control frame carries at most, in bytes.
    package static let longestControl = 125

    package var kind: Kind
    /// Whether its message ends with it.
    package var isFinal: Bool
    package var payload: [UInt8]

    package init(_ kind: Kind, isFinal: Bool = true, _ payload: [UInt8] = []) {
        self.kind = kind
        self.isFinal = isFinal
        self.payload = payload
    }

    package static func close(_ close: WebSocketClose) -> WebSocketFrame { WebSocketFrame(.close, close.payload) }

    /// As it goes over the wire. A client masks each frame with a key of its own that nobody can guess; a server does not.
    package func encoded(mask: WebSocketMask?) -> [UInt8] {
        let (count, flag) = (payload.count, mask == nil ? UInt8(0) : 0x80)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 14)
        bytes.append((isFinal ? 0x80 : 0) | kind.rawValue)
        switch count {
        case ...125: bytes.append(flag | UInt8(count))
        case ...0xFFFF: bytes += [flag | 126, UInt8(count >> 8), UInt8(count & 0xFF)]
        default:
            bytes.append(flag | 127)
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: count >> shift))
            }
        }
        guard let mask else { return bytes + payload }
        bytes += mask.bytes
        let start = bytes.count
        bytes += payload
        bytes.withUnsafeMutableBytes { mask.apply(to: UnsafeMutableRawBufferPointer(rebasing: $0[start...])) }
        return bytes
    }
}

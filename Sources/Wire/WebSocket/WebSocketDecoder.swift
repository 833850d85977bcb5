/// What the other side of a websocket says.
package enum WebSocketEvent: Sendable, Hashable {
    /// Some bytes of a message; `isLast` with the end of the message.
    case text(ArraySlice<UInt8>, isLast: Bool)
    case binary(ArraySlice<UInt8>, isLast: Bool)
    case ping([UInt8])
    case pong([UInt8])
    /// Nothing counts after it. Nil where no reason was given.
    case close(WebSocketClose?)
}

/// Bytes become what the other side says. A message is handed on as it comes, so none is too long, and all that is kept
/// from one call to the next is a header or a control frame that is not whole yet.
package struct WebSocketDecoder: Sendable {
    package enum Side: Sendable {
        case client, server
    }

    private struct Payload {
        var kind: WebSocketFrame.Kind
        var isFinal: Bool
        var mask: WebSocketMask?
        var count: Int
        /// How much of it has come.
        var offset = 0
    }

    /// Whose bytes these are.
    private let sender: Side
    private var header: [UInt8] = []
    private var payload: Payload?
    private var control: [UInt8] = []
    /// What kind of message was begun and is not finished.
    private var message: WebSocketFrame.Kind?
    /// After it there is no telling where a frame begins.
    private var failure: WireError?

    package init(from sender: Side) { self.sender = sender }

    /// The next event in bytes, which are taken off their front; nil when all are taken and more are needed. After an
    /// error the stream cannot be understood any more: all bytes are taken, and the error is thrown again.
    package mutating func next(_ bytes: inout ArraySlice<UInt8>) throws(WireError) -> WebSocketEvent? {
        do throws(WireError) {
            if let failure { throw failure }
            return try decode(&bytes)
        } catch {
            failure = error
            bytes = []
            throw error
        }
    }

    private mutating func decode(_ bytes: inout ArraySlice<UInt8>) throws(WireError) -> WebSocketEvent? {
        while true {
            if payload == nil {
                payload = try readHeader(&bytes)
                control = []
            }
            guard var frame = payload else { return nil }
            let piece = Self.take(&bytes, min(frame.count - frame.offset, bytes.count), frame)
            frame.offset += piece.count
            let isWhole = frame.offset == frame.count
            payload = isWhole ? nil : frame
            if frame.kind.isControl {
                control += piece
                guard isWhole else { return nil }
                return try event(frame.kind)
            }
            let isLast = isWhole && frame.isFinal
            let isText = message == .text
            if isLast { message = nil }
            if !piece.isEmpty || isLast {
                return isText ? .text(piece, isLast: isLast) : .binary(piece, isLast: isLast)
            }
            // A frame without a byte in the middle of a message says nothing.
            if !isWhole { return nil }
        }
    }

    private func event(_ kind: WebSocketFrame.Kind) throws(WireError) -> WebSocketEvent {
        switch kind {
        case .ping: .ping(control)
        case .pong: .pong(control)
        default: .close(try WebSocketClose(payload: control))
        }
    }

    private static func take(_ bytes: inout ArraySlice<UInt8>, _ count: Int, _ frame: Payload) -> ArraySlice<UInt8> {
        var piece = bytes.prefix(count)
        bytes = bytes.dropFirst(count)
        guard let mask = frame.mask else { return piece }
        piece.withUnsafeMutableBytes { mask.apply(to: $0, from: frame.offset) }
        return piece
    }

    private mutating func readHeader(_ bytes: inout ArraySlice<UInt8>) throws(WireError) -> Payload? {
        while header.count < headerSize {
            guard let byte = bytes.popFirst() else { return nil }
            header.append(byte)
            if header.count == 2 { try check() }
        }
        defer { header = [] }
        let frame = Payload(
            kind: WebSocketFrame.Kind(rawValue: header[0] & 0x0F) ?? .close, isFinal: header[0] & 0x80 != 0,
            mask: sender == .client ? WebSocketMask(header.suffix(4)) : nil, count: try length())
        if !frame.kind.isControl, frame.kind != .continuation { message = frame.kind }
        return frame
    }

    private var headerSize: Int {
        guard header.count >= 2 else { return 2 }
        let length =
            switch header[1] & 0x7F {
            case 126: 2
            case 127: 8
            default: 0
            }
        return 2 + length + (sender == .client ? 4 : 0)
    }

    /// What the first two bytes tell already.
    private func check() throws(WireError) {
        func wrong(_ what: String) -> WireError { WireError(.badFrame, "no websocket frame: \(what)") }
        guard header[0] & 0x70 == 0 else { throw wrong("it uses an extension that was not agreed on") }
        guard let kind = WebSocketFrame.Kind(rawValue: header[0] & 0x0F) else {
            throw wrong("there is no kind \(header[0] & 0x0F)")
        }
        guard (header[1] & 0x80 != 0) == (sender == .client) else {
            throw wrong(sender == .client ? "a client's is not masked" : "a server's is masked")
        }
        if kind.isControl {
            guard header[0] & 0x80 != 0 else { throw wrong("a control frame comes in parts") }
            guard header[1] & 0x7F <= WebSocketFrame.longestControl else { throw wrong("a control frame is too long") }
        } else if (kind == .continuation) == (message == nil) {
            throw wrong(message == nil ? "it goes on with a message that nobody began" : "a message is not finished")
        }
    }

    private func length() throws(WireError) -> Int {
        let short = Int(header[1] & 0x7F)
        guard short >= 126 else { return short }
        let length = header[2..<(short == 126 ? 4 : 10)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length > (short == 126 ? 125 : 0xFFFF), let count = Int(exactly: length) else {
            throw WireError(.badFrame, "no websocket frame: its length is not written as it has to be")
        }
        return count
    }
}

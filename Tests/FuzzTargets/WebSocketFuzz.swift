import Wire

/// Any bytes as one side of a websocket: pieces do not matter, and what was understood says the same when it is said again.
package func fuzzWebSocket(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return }
    let input = Array(bytes.dropFirst())
    let sender: WebSocketDecoder.Side = first & 1 == 0 ? .server : .client
    let whole = said(input, by: sender, pieces: max(1, input.count))
    precondition(whole == said(input, by: sender, pieces: Int(first >> 1) + 1), "pieces said something else")
    let mask = sender == .client ? WebSocketMask([first, 7, 0, 255]) : nil
    let again = whole.map(\.frame).flatMap { $0.encoded(mask: mask) }
    precondition(again.count <= input.count, "more was understood than there was")
    precondition(said(again, by: sender, pieces: max(1, again.count)) == whole, "said again, it means something else")
}

/// What came, each message as one, as far as there was sense in it; a message that did not end is left out.
private func said(_ bytes: [UInt8], by sender: WebSocketDecoder.Side, pieces size: Int) -> [WebSocketEvent] {
    var decoder = WebSocketDecoder(from: sender)
    var found: [WebSocketEvent] = []
    var message: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
        var piece = bytes[start..<min(start + size, bytes.count)]
        while true {
            let event: WebSocketEvent?
            do { event = try decoder.next(&piece) } catch { return found }
            guard let event else { break }
            switch event {
            case .text(let more, let isLast), .binary(let more, let isLast):
                message += more
                guard isLast else { continue }
                if case .text = event {
                    found.append(.text(message[...], isLast: true))
                } else {
                    found.append(.binary(message[...], isLast: true))
                }
                message = []
            case .ping, .pong, .close: found.append(event)
            }
        }
        precondition(piece.isEmpty, "bytes were left over")
    }
    return found
}

extension WebSocketEvent {
    fileprivate var frame: WebSocketFrame {
        switch self {
        case .text(let bytes, _): WebSocketFrame(.text, Array(bytes))
        case .binary(let bytes, _): WebSocketFrame(.binary, Array(bytes))
        case .ping(let bytes): WebSocketFrame(.ping, bytes)
        case .pong(let bytes): WebSocketFrame(.pong, bytes)
        case .close(let close): close.map(WebSocketFrame.close) ?? WebSocketFrame(.close)
        }
    }
}

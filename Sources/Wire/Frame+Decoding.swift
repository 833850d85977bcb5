extension Frame {
    /// A whole frame's meaning. Requests are put together by the decoder before they come here.
    init(_ type: FrameType, stream: UInt32, flags: UInt8, payload: [UInt8]) throws(WireError) {
        if type == .data {
            self = .data(stream, try Channel(flags: flags), payload)
            return
        }
        var reader = ByteReader(payload, of: "a frame of type \(type)")
        switch type {
        case .hello: self = .hello(try Hello(payload: payload))
        case .greeting: self = .greeting(try Greeting(payload: payload))
        case .error: self = .error(code: try reader.number(), text: String(decoding: reader.remaining(), as: UTF8.self))
        case .ping: self = .ping(payload)
        case .pong: self = .pong(payload)
        case .exec, .put, .get, .tcp, .power, .identity, .listen, .accept:
            self = .request(stream, try Request(type: type, payload: payload))
        case .data: self = .data(stream, try Channel(flags: flags), payload)
        case .eof: self = .eof(stream, try Channel(flags: flags))
        case .credit: self = .credit(stream, try Channel(flags: flags), try reader.number())
        case .cancel: self = .cancel(stream, grace: try reader.number())
        case .signal: self = .signal(stream, try reader.number())
        case .resize: self = .resize(stream, rows: try reader.number(), columns: try reader.number())
        case .started: self = .started(stream, try reader.number())
        case .ended: self = .ended(stream, try Ending(payload: payload))
        }
        switch type {
        case .error, .eof, .credit, .cancel, .signal, .resize, .started: try reader.finishIfRead(type)
        default: break
        }
    }
}

extension ByteReader {
    fileprivate func finishIfRead(_ type: FrameType) throws(WireError) {
        guard isAtEnd else { throw WireError(.badMessage, "a frame of type \(type) is too long") }
    }
}

extension Channel {
    fileprivate init(flags: UInt8) throws(WireError) {
        guard let channel = Channel(rawValue: flags) else { throw WireError(.badMessage, "no channel \(flags)") }
        self = channel
    }
}

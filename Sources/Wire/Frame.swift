/// One message of the protocol, with its stream where it belongs to one.
package enum Frame: Hashable, Sendable {
    case hello(Hello)
    case greeting(Greeting)
    /// The guest did not understand the host and waits for a hello.
    case error(code: UInt16, text: String)
    case ping([UInt8])
    case pong([UInt8])
    case request(UInt32, Request)
    case data(UInt32, Channel, [UInt8])
    case eof(UInt32, Channel)
    case credit(UInt32, Channel, UInt32)
    /// Ends the stream's work: a command's group gets SIGTERM and, milliseconds later, SIGKILL.
    case cancel(UInt32, grace: UInt32)
    case signal(UInt32, UInt8)
    case resize(UInt32, rows: UInt16, columns: UInt16)
    /// The work has begun; for a command its process id in the guest.
    case started(UInt32, UInt32)
    case ended(UInt32, Ending)
}

extension Frame {
    /// The frame as bytes; a large request becomes several frames.
    package var encoded: [UInt8] {
        switch self {
        case .hello(let hello): raw(.hello, hello.payload)
        case .greeting(let greeting): raw(.greeting, greeting.payload)
        case .error(let code, let text):
            raw(.error, [UInt8(truncatingIfNeeded: code), UInt8(code >> 8)] + Array(text.utf8))
        case .ping(let bytes): raw(.ping, bytes)
        case .pong(let bytes): raw(.pong, bytes)
        case .request(let stream, let request): pieces(request.type, stream, request.payload)
        case .data(let stream, let channel, let bytes): raw(.data, stream, channel.rawValue, bytes)
        case .eof(let stream, let channel): raw(.eof, stream, channel.rawValue, [])
        case .credit(let stream, let channel, let amount): raw(.credit, stream, channel.rawValue, number(amount))
        case .cancel(let stream, let grace): raw(.cancel, stream, 0, number(grace))
        case .signal(let stream, let signal): raw(.signal, stream, 0, [signal])
        case .resize(let stream, let rows, let columns): raw(.resize, stream, 0, number(rows) + number(columns))
        case .started(let stream, let value): raw(.started, stream, 0, number(value))
        case .ended(let stream, let ending): raw(.ended, stream, 0, ending.payload)
        }
    }

    private func number(_ value: some FixedWidthInteger) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.add(value)
        return bytes
    }

    private func raw(_ type: FrameType, _ payload: [UInt8]) -> [UInt8] {
        raw(type, 0, 0, payload)
    }

    private func raw(_ type: FrameType, _ stream: UInt32, _ flags: UInt8, _ payload: [UInt8]) -> [UInt8] {
        precondition(payload.count <= WireProtocol.largestPayload)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(WireProtocol.headerSize + payload.count + 1)
        bytes.append(type.rawValue)
        bytes.append(flags)
        bytes.add(UInt16(payload.count))
        bytes.add(stream)
        bytes += payload
        bytes.append(WireProtocol.mark)
        return bytes
    }

    private func pieces(_ type: FrameType, _ stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
        var rest = payload[...]
        var bytes: [UInt8] = []
        while rest.count > WireProtocol.largestPayload {
            bytes += raw(type, stream, 1, Array(rest.prefix(WireProtocol.largestPayload)))
            rest = rest.dropFirst(WireProtocol.largestPayload)
        }
        return bytes + raw(type, stream, 0, Array(rest))
    }
}

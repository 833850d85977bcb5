/// Bytes become frames; holds at most one frame, or the parts of one request.
package struct FrameDecoder: Sendable {
    private var buffer: [UInt8] = []
    private var start = 0
    private var awaited: Nonce?
    private var request: (type: FrameType, stream: UInt32, bytes: [UInt8])?

    /// With a nonce, everything before the greeting that has it is dropped.
    package init(awaiting nonce: Nonce? = nil) {
        awaited = nonce
    }

    package mutating func add(_ bytes: [UInt8]) {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer += bytes
    }

    /// The next whole frame, or nil when more bytes are needed. After an error the stream cannot be understood any more.
    package mutating func next() throws(WireError) -> Frame? {
        if let nonce = awaited {
            guard find(nonce) else { return nil }
        }
        while let (type, stream, flags, payload) = try nextRaw() {
            guard type.isRequest else {
                if request != nil { throw WireError(.badFrame, "a request was not finished") }
                awaited = nil
                return try Frame(type, stream: stream, flags: flags, payload: payload)
            }
            let before = request
            guard before == nil || (before?.type == type && before?.stream == stream) else {
                throw WireError(.badFrame, "a request was not finished")
            }
            let whole = (before?.bytes ?? []) + payload
            guard whole.count <= WireProtocol.largestRequest else {
                throw WireError(.tooLarge, "a request of more than a mebibyte")
            }
            guard flags & 1 != 0 else {
                request = nil
                return try Frame(type, stream: stream, flags: 0, payload: whole)
            }
            request = (type, stream, whole)
        }
        return nil
    }

    private mutating func nextRaw() throws(WireError) -> (FrameType, UInt32, UInt8, [UInt8])? {
        while start < buffer.count, buffer[start] == 0 { start += 1 }
        guard buffer.count - start >= WireProtocol.headerSize else { return nil }
        let length = Int(buffer[start + 2]) | Int(buffer[start + 3]) << 8
        guard let type = FrameType(rawValue: buffer[start]), length <= WireProtocol.largestPayload else {
            throw WireError(.badFrame, "not a frame: type \(buffer[start]), length \(length)")
        }
        let first = start + WireProtocol.headerSize
        guard buffer.count > first + length else { return nil }
        guard buffer[first + length] == WireProtocol.mark else {
            throw WireError(.badFrame, "a frame of type \(type) is cut off")
        }
        var stream: UInt32 = 0
        for place in 0..<4 { stream |= UInt32(buffer[start + 4 + place]) << (8 * place) }
        let flags = buffer[start + 1]
        start = first + length + 1
        return (type, stream, flags, Array(buffer[first..<first + length]))
    }

    /// Drops what cannot be the beginning of the greeting. True when it begins the buffer and is whole.
    private mutating func find(_ nonce: Nonce) -> Bool {
        let wanted = WireProtocol.magic + nonce.bytes
        while buffer.count - start >= WireProtocol.headerSize + wanted.count {
            let isGreeting = buffer[start] == FrameType.greeting.rawValue && buffer[start + 1] == 0
            let first = start + WireProtocol.headerSize
            if isGreeting, buffer[first..<first + wanted.count].elementsEqual(wanted) { return true }
            start += 1
        }
        return false
    }
}

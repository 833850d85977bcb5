import Testing
import Wire

@Suite struct WebSocketTests {
    private func events(
        _ bytes: [UInt8], from sender: WebSocketDecoder.Side = .server, pieces size: Int = .max
    ) throws(WireError) -> [WebSocketEvent] {
        var decoder = WebSocketDecoder(from: sender)
        var events: [WebSocketEvent] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            var piece = rest.prefix(size)
            rest = rest.dropFirst(size)
            while let event = try decoder.next(&piece) { events.append(event) }
        }
        return events
    }

    /// The bytes of binary messages, one after the other.
    private func content(_ events: [WebSocketEvent]) -> [UInt8] {
        events.reduce(into: []) { bytes, event in
            if case .binary(let more, _) = event { bytes += more }
        }
    }

    /// RFC 6455, 5.7.
    @Test func `the frames of the standard's own examples are read and written`() throws {
        let hello = Array("Hello".utf8)
        let mask = WebSocketMask([0x37, 0xfa, 0x21, 0x3d])
        let masked: [UInt8] = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]
        #expect(WebSocketFrame(.text, hello).encoded(mask: mask) == masked)
        #expect(try events(masked, from: .client) == [.text(hello[...], isLast: true)])
        #expect(WebSocketFrame(.text, hello).encoded(mask: nil) == [0x81, 5] + hello)
        #expect(
            try events([0x01, 3] + hello[..<3] + [0x80, 2] + hello[3...])
                == [.text(hello[..<3], isLast: false), .text(hello[3...], isLast: true)])
        #expect(try events([0x89, 5] + hello + [0x8a, 5] + hello) == [.ping(hello), .pong(hello)])
        #expect(
            WebSocketFrame(.binary, [UInt8](repeating: 0, count: 256)).encoded(mask: nil).prefix(4) == [
                0x82, 126, 1, 0,
            ])
        let long = WebSocketFrame(.binary, [UInt8](repeating: 0, count: 65536)).encoded(mask: nil)
        #expect(long.prefix(10) == [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0])
    }

    @Test(arguments: [0, 1, 7, 8, 9, 125, 126, 4096, 65535, 65536, 100_001])
    func `a frame of any length comes back in any pieces, masked or not`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        for mask in [nil, WebSocketMask([9, 8, 7, 6])] {
            let wire = WebSocketFrame(.binary, bytes).encoded(mask: mask)
            for size in [1, 3, 1000, .max] {
                let found = try events(wire, from: mask == nil ? .server : .client, pieces: size)
                #expect(content(found) == bytes)
                guard case .binary(_, let isLast) = found.last else {
                    Issue.record("no message")
                    continue
                }
                #expect(isLast)
            }
        }
    }

    @Test func `a ping is heard in the middle of a message, and what has no bytes says nothing`() throws {
        let frames = [
            WebSocketFrame(.binary, isFinal: false), WebSocketFrame(.ping, [1]),
            WebSocketFrame(.continuation, isFinal: false, [2, 3]), WebSocketFrame(.pong),
            WebSocketFrame(.continuation),
        ]
        #expect(
            try events(frames.flatMap { $0.encoded(mask: nil) }) == [
                .ping([1]), .binary([2, 3], isLast: false), .pong([]), .binary([], isLast: true),
            ])
    }

    @Test func `an end has its code and its reason, or none`() throws {
        #expect(try events(WebSocketFrame.close(.normal).encoded(mask: nil)) == [.close(.normal)])
        let long = WebSocketClose(1011, String(repeating: "ä", count: 100))
        #expect(long.payload.count == 124)
        #expect(try events(WebSocketFrame.close(long).encoded(mask: nil)) == [.close(long)])
        #expect(try events([0x88, 0]) == [.close(nil)])
        #expect(WebSocketClose(1011, "why").description == "code 1011, ‘why’")
    }

    @Test(
        arguments: [
            ([0xC2, 0], "extension"), ([0x83, 0], "no kind 3"), ([0x8B, 0], "no kind 11"),
            ([0x82, 0x80], "server's is masked"),
            ([0x09, 0], "in parts"), ([0x89, 126, 0, 126], "too long"), ([0x80, 0], "nobody began"),
            ([0x02, 0, 0x82, 0], "not finished"), ([0x82, 126, 0, 125], "length"),
            ([0x82, 127, 0, 0, 0, 0, 0, 0, 255, 255], "length"),
            ([0x82, 127, 255, 0, 0, 0, 0, 0, 0, 0], "length"), ([0x88, 1, 3], "half a code"),
            ([0x88, 2, 3, 237], "code 1005"),
            ([0x88, 2, 0, 1], "code 1"), ([0x88, 3, 3, 232, 0xFF], "UTF-8"),
        ] as [([UInt8], String)])
    func `what the standard forbids is refused with its reason`(bytes: [UInt8], reason: String) {
        for size in [1, Int.max] {
            let error = #expect(throws: WireError.self) { try events(bytes, pieces: size) }
            #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
        }
    }

    @Test func `what comes behind an error is not understood either`() {
        var decoder = WebSocketDecoder(from: .server)
        var bytes: ArraySlice<UInt8> = [0x82, 0x80, 0x82, 1, 7]
        for _ in 0..<2 {
            let error = #expect(throws: WireError.self) { try decoder.next(&bytes) }
            #expect(error?.message.contains("masked") == true)
            #expect(bytes.isEmpty)
            bytes = [0x82, 1, 7]
        }
    }

    @Test func `a client that does not mask is refused`() {
        let error = #expect(throws: WireError.self) { try events([0x82, 0], from: .client) }
        #expect(error?.message.contains("not masked") == true)
    }
}

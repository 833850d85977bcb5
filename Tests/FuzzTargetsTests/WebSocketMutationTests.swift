import FuzzTargets
import Testing
import Wire

/// Both sides of a websocket over what a seed makes of a few streams: the same bytes in every run.
@Suite struct WebSocketMutationTests {
    static func stream(_ mask: WebSocketMask?) -> [UInt8] {
        let frames = [
            WebSocketFrame(.binary, isFinal: false, Array(0..<100)), WebSocketFrame(.ping, [1, 2]),
            WebSocketFrame(.continuation, isFinal: false),
            WebSocketFrame(.continuation, [UInt8](repeating: 7, count: 300)),
            WebSocketFrame(.text, Array("ä".utf8)), .close(WebSocketClose(1011, "why")),
        ]
        return frames.flatMap { $0.encoded(mask: mask) }
    }

    static let streams = [
        [6] + stream(nil), [7] + stream(WebSocketMask([1, 2, 3, 4])), [0] + [0x88, 0], [2, 0x82, 0x7F],
    ]

    @Test(arguments: [1, 2]) func `streams survive 2,000 mutations`(seed: UInt64) {
        var mutator = Mutator(state: seed)
        for bytes in Self.streams { bytes.withUnsafeBytes(fuzzWebSocket) }
        for index in 0..<1000 {
            mutator.mutated(Self.streams[index % Self.streams.count], Self.streams).withUnsafeBytes(fuzzWebSocket)
        }
    }
}

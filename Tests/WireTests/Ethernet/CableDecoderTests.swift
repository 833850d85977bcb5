import Testing

@testable import Wire

struct CableDecoderTests {
    @Test("frames come out as they went in, however the stream is cut")
    func cut() throws {
        let frames: [[UInt8]] = [[1], Array(0..<200), Array(repeating: 7, count: 1514)]
        let bytes = frames.flatMap(CableDecoder.encoded)
        for size in [1, 3, 4, 5, 200, bytes.count] {
            var decoder = CableDecoder()
            var read: [[UInt8]] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                decoder.add(Array(bytes[start..<min(start + size, bytes.count)]))
                while let frame = try decoder.next() { read.append(frame) }
            }
            #expect(read == frames)
        }
    }

    @Test("a length comes first, the highest byte at the front")
    func length() {
        #expect(CableDecoder.encoded(Array(repeating: 0, count: 258)).prefix(4) == [0, 0, 1, 2])
    }

    @Test(
        "what no frame is long is an error",
        arguments: [[0, 0, 0, 0], [0, 1, 16, 1], [255, 255, 255, 255]] as [[UInt8]])
    func wrong(_ length: [UInt8]) {
        var decoder = CableDecoder()
        decoder.add(length)
        #expect(throws: WireError.self) { try decoder.next() }
    }
}

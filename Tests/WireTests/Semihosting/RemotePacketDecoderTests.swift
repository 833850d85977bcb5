import Testing

@testable import Wire

@Suite struct RemotePacketDecoderTests {
    @Test("packets come out as they went in, however the stream is cut")
    func cut() throws {
        let packets = ["", "c", "m20000000,400", "Fwrite,2,60,15"]
        let bytes = packets.flatMap { Array("+".utf8) + RemotePacketDecoder.encoded($0) }
        for size in [1, 2, 5, bytes.count] {
            var decoder = RemotePacketDecoder()
            var read: [String] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                read += try decoder.feed(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(read == packets)
        }
    }

    @Test("a packet is a text between its mark and its sum")
    func form() {
        #expect(String(decoding: RemotePacketDecoder.encoded("W07"), as: UTF8.self) == "$W07#be")
        #expect(String(decoding: RemotePacketDecoder.encoded(""), as: UTF8.self) == "$#00")
    }

    @Test("one with another sum, and one that does not end, are errors")
    func damaged() {
        #expect(throws: WireError.self) {
            var decoder = RemotePacketDecoder()
            _ = try decoder.feed(Array("$W07#bf".utf8))
        }
        #expect(throws: WireError.self) {
            var decoder = RemotePacketDecoder()
            _ = try decoder.feed(Array("$".utf8) + Array(repeating: 65, count: RemotePacketDecoder.longest + 1))
        }
    }
}

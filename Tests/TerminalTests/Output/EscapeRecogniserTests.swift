import Terminal
import Testing

@Suite struct EscapeRecogniserTests {
    @Test("^] leaves, and what came before it is passed on")
    func leaves() {
        var recogniser = EscapeRecogniser()
        let result = recogniser.feed([0x61, 0x1d, 0x62])
        #expect(result.pass == [0x61])
        #expect(result.isEscape)
    }

    @Test("everything else is passed on as it is")
    func passes() {
        var recogniser = EscapeRecogniser()
        let bytes = (0...255).map { UInt8($0) }.filter { $0 != 0x1d }
        let result = recogniser.feed(bytes)
        #expect(result.pass == bytes)
        #expect(!result.isEscape)
    }

    @Test("a sequence is found however its bytes arrive, and a false start is passed on", arguments: 1...7)
    func pieces(size: Int) {
        var recogniser = EscapeRecogniser(sequence: Array("aab".utf8))
        var passed: [UInt8] = []
        var input = Array("xaaaab".utf8)[...]
        var isEscape = false
        while !input.isEmpty {
            let result = recogniser.feed(input.prefix(size))
            input = input.dropFirst(size)
            passed += result.pass
            isEscape = isEscape || result.isEscape
        }
        #expect(isEscape)
        #expect(String(decoding: passed, as: UTF8.self) == "xaa")
    }

    @Test("a sequence that is never finished comes out by a flush")
    func flush() {
        var recogniser = EscapeRecogniser(sequence: Array("aab".utf8))
        #expect(recogniser.feed(Array("aa".utf8)).pass == [])
        #expect(recogniser.flush() == Array("aa".utf8))
        #expect(recogniser.flush() == [])
    }
}

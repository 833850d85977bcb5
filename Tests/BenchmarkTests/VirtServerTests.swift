import Testing

@testable import mayfly_bench

struct VirtServerTests {
    @Test func `requests are the protocol's words, a line each`() {
        #expect(VirtServer.Request.open.line == Array("open\n".utf8))
        #expect(VirtServer.Request.printExecuteCommand.line == Array("print-execute-command\n".utf8))
    }

    @Test func `what follows ok is decoded word by word`() throws {
        #expect(try VirtServer.words(ofReply: "ok") == [])
        #expect(try VirtServer.words(ofReply: "ok /tmp/a%20b c") == ["/tmp/a b", "c"])
    }

    @Test("anything but ok is told as it is", arguments: ["", "okay", "not supported by virt server", "Traceback:"])
    func refusal(_ line: String) throws {
        let error = try #require(throws: PeerObstacle.self) { try VirtServer.words(ofReply: line) }
        #expect(error.description.contains("\"\(line)\""))
    }

    @Test func `a command's words are parted before they are decoded`() throws {
        #expect(try VirtServer.executeCommand(ofReply: "ok /run/cmd,a%2Cb,%25 keyword") == ["/run/cmd", "a,b", "%"])
        #expect(throws: PeerObstacle.self) { try VirtServer.executeCommand(ofReply: "ok") }
    }

    @Test(
        "what is no escape stays",
        arguments: [("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("100%", "100%"), ("%41", "A")])
    func escapes(_ text: String, _ decoded: String) {
        #expect(VirtServer.decoded(text) == decoded)
    }

    @Test func `no line breaks the parser, and a decoded word is never longer than the line`() {
        var seed = UInt64(20_261_123)
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        let pieces = ["ok", " ", ",", "%", "%4", "%41", "/tmp", "é", "\u{0}", "%ff", "%c3%a9"]
        for _ in 0..<2000 {
            let line = (0..<next(12)).map { _ in pieces[next(pieces.count)] }.joined()
            let words = (try? VirtServer.words(ofReply: line)) ?? []
            // A byte that is no UTF-8 becomes a replacement character of three.
            #expect(words.allSatisfy { $0.utf8.count <= line.utf8.count * 3 })
            _ = try? VirtServer.executeCommand(ofReply: line)
        }
    }
}

struct LineSplitterTests {
    @Test func `lines come whole, however the bytes are cut`() {
        var splitter = LineSplitter()
        #expect(splitter.lines(adding: Array("o".utf8)) == [])
        #expect(splitter.lines(adding: Array("k\r\nnext\nre".utf8)) == ["ok", "next"])
        #expect(splitter.lines(adding: Array("st\n\n".utf8)) == ["rest", ""])
        #expect(splitter.finish() == "")
    }

    @Test func `a line without end is cut, not kept for ever`() {
        var splitter = LineSplitter()
        let lines = splitter.lines(adding: Array(repeating: 0x61, count: LineSplitter.longest + 5))
        #expect(lines.map(\.utf8.count) == [LineSplitter.longest])
        #expect(splitter.finish() == "aaaaa")
    }
}

import HTTP
import Testing

@Suite struct UpgradeAnswerTests {
    private func answer(_ text: String, pieces size: Int = .max) throws(UpgradeAnswer.Malformed) -> UpgradeAnswer {
        var answer = UpgradeAnswer()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try answer.add(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return answer
    }

    @Test(arguments: [1, 5, .max]) func `the head is read in any pieces, and what is behind it is kept`(size: Int)
        throws
    {
        let text =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 Switching Protocols\r\nUpgrade:  websocket \r\nA: b\r\n\r\nrest"
        let answer = try answer(text, pieces: size)
        #expect(answer.head?.status == 101)
        #expect(answer.head?.headers["upgrade"] == "websocket")
        #expect(answer.rest == Array("rest".utf8)[...])
        #expect(try self.answer("HTTP/1.1 101 X\r\nUpgrade: web", pieces: size).head == nil)
    }

    @Test func `a refusal's body has a length, comes in chunks or goes on to the end`() throws {
        let counted = "HTTP/1.1 403 No\r\nContent-Length: 4\r\n\r\n"
        #expect(try answer(counted + "bod").body(isAtEnd: false) == nil)
        #expect(try answer(counted + "body+").body(isAtEnd: false) == Array("body".utf8))
        let chunked = "HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nbod\r\n"
        #expect(try answer(chunked).body(isAtEnd: false) == nil)
        #expect(try answer(chunked).body(isAtEnd: true) == Array("bod".utf8))
        #expect(try answer(chunked + "1\r\ny\r\n0\r\n\r\n").body(isAtEnd: false) == Array("body".utf8))
        #expect(try answer("HTTP/1.1 403 No\r\n\r\nbody").body(isAtEnd: false) == nil)
        #expect(try answer("HTTP/1.1 403 No\r\n\r\nbody").body(isAtEnd: true) == Array("body".utf8))
    }

    @Test func `a chunk of no sensible size ends what is understood`() throws {
        let chunked = "HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbod\r\n"
        for size in ["7fffffffffffffff", "8000000000000000", "-3", "100001", "x"] {
            let answer = try answer(chunked + "\(size)\r\ny\r\n")
            for isAtEnd in [false, true] { #expect(answer.body(isAtEnd: isAtEnd) == Array("bod".utf8), "\(size)") }
        }
    }

    @Test func `what is no answer is refused`() {
        for text in [
            "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 x\r\n\r\n", "\r\n\r\n", String(repeating: "a", count: 300_000),
        ] {
            #expect(throws: UpgradeAnswer.Malformed.self) { try answer(text) }
        }
    }
}

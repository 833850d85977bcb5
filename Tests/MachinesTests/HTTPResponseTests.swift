import Machines
import Testing

@Suite struct HTTPResponseTests {
    private func read(_ text: String, pieces: Int = 4096, ends: Bool = true) throws -> HTTPResponse? {
        var reader = HTTPResponseReader()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            if let response = try reader.add(Array(bytes[start..<min(start + pieces, bytes.count)])) { return response }
        }
        return ends ? try reader.finish() : nil
    }

    private func failure(_ text: String) -> String? {
        #expect(throws: HTTPResponseReader.Failure.self) { try read(text) }?.reason
    }

    @Test(arguments: [1, 2, 7, 4096])
    func `a body is as long as it says, in whatever pieces it comes`(pieces: Int) throws {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello"
        let response = try read(text + "more", pieces: pieces, ends: false)
        #expect(response?.status == 200 && response?.reason == "OK")
        #expect(response.map { String(decoding: $0.body, as: UTF8.self) } == "hello")
    }

    @Test(arguments: [1, 3, 4096])
    func `chunks are put together, with extensions and trailers left out`(pieces: Int) throws {
        let text =
            "HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n"
            + "3;a=b\r\nabc\r\n0A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
        let response = try read(text, pieces: pieces, ends: false)
        #expect(response?.status == 503 && response?.reason == "Service Unavailable")
        #expect(response.map { String(decoding: $0.body, as: UTF8.self) } == "abc0123456789")
    }

    @Test func `without a length the body ends with the connection`() throws {
        #expect(try read("HTTP/1.0 200\r\n\r\nall of it")?.body == Array("all of it".utf8))
        #expect(try read("HTTP/1.1 200 OK\n\nlenient")?.body == Array("lenient".utf8))
    }

    @Test func `interim answers are passed over, and some answers have no body`() throws {
        #expect(
            try read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n", ends: false)?
                .status == 204)
        #expect(try read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ends: false)?.body == [])
    }

    @Test func `a huge body is cut off`() throws {
        let large = String(repeating: "x", count: HTTPResponseReader.longestBody + 100)
        #expect(try read("HTTP/1.1 200 OK\r\n\r\n" + large, ends: false)?.body.count == HTTPResponseReader.longestBody)
    }

    @Test(arguments: [
        ("", "the connection ended without an answer"), ("HTTP/1.1 200 OK\r\n", "in the middle of the answer"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "in the middle of the answer"),
        ("SSH-2.0-OpenSSH_9.2\r\n\r\n", "does not speak HTTP/1.1"), ("HTTP/2 200\r\n\r\n", "does not speak HTTP/1.1"),
        ("HTTP/1.1 2x0 OK\r\n\r\n", "does not speak HTTP/1.1"),
        ("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "length is broken"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", "length is broken"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "chunks are broken"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", "chunks are broken"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "chunks are broken"),
    ])
    func `what is no answer says why`(text: String, words: String) {
        #expect(failure(text)?.contains(words) == true)
    }

    @Test func `a head without an end is given up`() {
        #expect(
            failure("HTTP/1.1 200 OK\r\nX: " + String(repeating: "y", count: 100_000))?.contains("head is too long")
                == true)
    }
}

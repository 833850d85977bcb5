import Kubernetes
import Testing

@Suite struct LineSplitterTests {
    private let text = Array("one\n\ntwo\r\n{\"a\": \"b\"}\nrest".utf8)

    @Test(arguments: 1...8)
    func `lines are the same in pieces of any size, and what has no end is none`(size: Int) throws {
        var splitter = LineSplitter()
        var lines: [String] = []
        for start in stride(from: 0, to: text.count, by: size) {
            lines += try splitter.add(Array(text[start..<min(start + size, text.count)])).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(lines == ["one", "two", "{\"a\": \"b\"}"])
    }

    @Test func `a line longer than is taken is an error, in one piece and in several`() throws {
        var splitter = LineSplitter(longest: 4)
        #expect(try splitter.add(Array("abcd\n".utf8)).count == 1)
        #expect(throws: LineSplitter.TooLong.self) { _ = try splitter.add(Array("abcde\n".utf8)) }
        var other = LineSplitter(longest: 4)
        #expect(try other.add(Array("abc".utf8)).isEmpty)
        #expect(throws: LineSplitter.TooLong.self) { _ = try other.add(Array("de".utf8)) }
    }
}

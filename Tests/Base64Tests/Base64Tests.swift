import Base64
import Testing

@Suite struct Base64Tests {
    @Test func `bytes survive there and back`() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        #expect(Base64.encode(Array("any carnal pleas".utf8)) == "YW55IGNhcm5hbCBwbGVhcw==")
    }

    @Test(arguments: [("", ""), ("YQ==", "a"), ("YWI=", "ab"), ("YWJj", "abc"), ("YW\nJj\r\n", "abc"), ("YQ=\n=", "a")])
    func `line ends may stand anywhere`(text: String, expected: String) {
        #expect(Base64.decode(text).map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test(arguments: [
        "A", "AAA", "A===", "AA=A", "!!!!", "AAAA=AAA", "YQ", "YQ=", "YQ===", "YQ==YQ==", "Y W", "-_==",
    ])
    func `the rest is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}

/// The answer to a request, read from the bytes of a connection of our own.
package struct UpgradeAnswer: Sendable {
    /// What there is of it, without what came before the answer itself (100 Continue).
    private var bytes: [UInt8] = []
    private var searched = 0
    package private(set) var head: HTTPHead?
    /// What came behind the head.
    package private(set) var rest: ArraySlice<UInt8> = []

    package struct Malformed: Error, Sendable {
        package let message: String
    }

    private static let longestHead = 256 << 10
    /// More of a body is nothing that somebody would read.
    static let longestRefusal = 1 << 20

    package init() {}

    package mutating func add(_ more: [UInt8]) throws(Malformed) {
        if head != nil {
            rest += more
            return
        }
        bytes += more
        while head == nil, let end = headEnd() {
            let read = try Self.head(bytes[..<end])
            bytes.removeFirst(end)
            searched = 0
            // What is not the answer yet; 101 is one.
            if (100..<200).contains(read.status), read.status != 101 { continue }
            head = read
            rest = bytes[...]
            bytes = []
        }
        guard bytes.count <= Self.longestHead else {
            throw Malformed(message: "the answer's head is longer than \(Self.longestHead) bytes")
        }
    }

    /// Behind the empty line.
    private mutating func headEnd() -> Int? {
        while searched + 3 < bytes.count {
            if bytes[searched...].starts(with: [0x0D, 0x0A, 0x0D, 0x0A]) { return searched + 4 }
            searched += 1
        }
        return nil
    }

    private static func head(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> HTTPHead {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]), 100..<600 ~= status else {
            throw Malformed(message: "the answer is not one of HTTP/1.1: does it speak HTTP at this port?")
        }
        var head = HTTPHead(status: status)
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            head.headers.add(String(line[..<colon]), line[line.index(after: colon)...].withoutBlanks)
        }
        return head
    }

    /// The body of an answer that is no upgrade; nil while more of it has to come.
    package func body(isAtEnd: Bool) -> [UInt8]? {
        guard let head else { return nil }
        if head.headers["Transfer-Encoding"]?.lowercased() == "chunked" {
            let (body, isWhole) = Self.dechunked(rest)
            return isWhole || isAtEnd ? body : nil
        }
        if let count = head.headers["Content-Length"].flatMap({ Int($0) }), count >= 0 {
            return rest.count >= count || isAtEnd ? Array(rest.prefix(count)) : nil
        }
        return isAtEnd ? Array(rest) : nil
    }

    private static func dechunked(_ bytes: ArraySlice<UInt8>) -> (body: [UInt8], isWhole: Bool) {
        var (body, rest) = ([UInt8](), bytes)
        while let end = rest.firstIndex(of: 0x0A) {
            let digits = String(decoding: rest[..<end].prefix { $0 != UInt8(ascii: ";") && $0 != 0x0D }, as: UTF8.self)
            // What is no length, or none of a refusal's, ends what can be understood.
            guard let count = Int(digits.withoutBlanks, radix: 16), (1...longestRefusal).contains(count) else {
                return (body, true)
            }
            rest = rest[(end + 1)...]
            body += rest.prefix(count)
            guard rest.count >= count + 2 else { return (body, false) }
            rest = rest.dropFirst(count + 2)
        }
        return (body, false)
    }
}

extension StringProtocol {
    fileprivate var withoutBlanks: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}

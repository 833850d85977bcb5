/// Reads JSON (RFC 8259) from whom one does not trust: bounded in depth, and each mistake is an error.
struct JSONParser {
    private let bytes: [UInt8]
    private var place = 0

    private static let deepest = 32

    static func value(of text: String) throws(WireError) -> JSONValue {
        var parser = JSONParser(bytes: Array(text.utf8))
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.place == parser.bytes.count else { throw parser.mistake("something follows the value") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func mistake(_ what: String) -> WireError {
        WireError(.badMessage, "the guest agent's JSON is wrong at byte \(place): \(what)")
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func value(depth: Int) throws(WireError) -> JSONValue {
        guard depth < Self.deepest else { throw mistake("it is nested too deeply") }
        if takes("{") { return try object(depth: depth) }
        if takes("[") { return try list(depth: depth) }
        if takes("\"") { return .text(try string()) }
        for (word, value) in [("true", JSONValue.truth(true)), ("false", .truth(false)), ("null", .null)]
        where bytes[place...].starts(with: word.utf8) {
            place += word.utf8.count
            return value
        }
        return try number()
    }

    private mutating func object(depth: Int) throws(WireError) -> JSONValue {
        var members: [String: JSONValue] = [:]
        if takes("}") { return .object(members) }
        repeat {
            guard takes("\"") else { throw mistake("a member needs a name") }
            let name = try string()
            guard takes(":") else { throw mistake("a member needs a colon") }
            members[name] = try value(depth: depth + 1)
        } while takes(",")
        guard takes("}") else { throw mistake("an object has no end") }
        return .object(members)
    }

    private mutating func list(depth: Int) throws(WireError) -> JSONValue {
        var list: [JSONValue] = []
        if takes("]") { return .list(list) }
        repeat { list.append(try value(depth: depth + 1)) } while takes(",")
        guard takes("]") else { throw mistake("a list has no end") }
        return .list(list)
    }

    private mutating func number() throws(WireError) -> JSONValue {
        let start = place
        while let byte = next, "+-.eE0123456789".utf8.contains(byte) { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        guard Double(text) != nil, !text.hasPrefix("+") else { throw mistake("no value") }
        return .number(Int64(text))
    }

    /// What follows the opening quote.
    private mutating func string() throws(WireError) -> String {
        var text: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escaped().utf8
            case ..<0x20: throw mistake("a control character in a text")
            default: text.append(byte)
            }
        }
        throw mistake("a text has no end")
    }

    private mutating func escaped() throws(WireError) -> String {
        guard let byte = next else { throw mistake("a text has no end") }
        place += 1
        let simple: [UInt8: String] = [
            0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
        ]
        if let text = simple[byte] { return text }
        guard byte == UInt8(ascii: "u") else { throw mistake("an escape that there is not") }
        let first = try unit()
        guard (0xD800..<0xE000).contains(first) else { return String(decoding: [first], as: UTF16.self) }
        guard first < 0xDC00, bytes[place...].starts(with: [0x5C, 0x75]) else { return "\u{FFFD}" }
        place += 2
        return String(decoding: [first, try unit()], as: UTF16.self)
    }

    private mutating func unit() throws(WireError) -> UInt16 {
        guard place + 4 <= bytes.count,
            let unit = UInt16(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
        else { throw mistake("an escape without four hexadecimal digits") }
        place += 4
        return unit
    }
}

/// Reads one JSON value (RFC 8259) into the tree that a YAML parser would make of it, many times faster.
///
/// What is not JSON may still be YAML: then it says so, and nothing is lost.
struct JSONParser {
    enum Stop: Error {
        /// The bytes end before the value does.
        case incomplete
        /// Not JSON; libyaml shall tell whether it is YAML.
        case notJSON
        /// JSON that is refused.
        case refused(YAMLError)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: Limits
    private let file: String?
    private var place = 0
    /// The mark of `marked`, from which the next one is counted.
    private var mark: Mark
    private var marked = 0
    private var nodes = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, at mark: Mark, limits: Limits, file: String?) {
        self.bytes = bytes
        self.mark = mark
        self.limits = limits
        self.file = file
    }

    /// The value that begins after blanks, and how many bytes both have.
    mutating func parse() throws(Stop) -> (node: Node, count: Int) {
        try skipSpace()
        let node = try value(depth: 0)
        return (node, place)
    }

    private mutating func value(depth: Int) throws(Stop) -> Node {
        let start = here()
        nodes += 1
        guard nodes <= limits.nodes else { throw refuse(.tooLarge, tooManyValues(limits.nodes)) }
        switch try byte() {
        case UInt8(ascii: "{"):
            try enter(depth)
            return Node(.mapping(try mapping(depth: depth + 1)), mark: start)
        case UInt8(ascii: "["):
            try enter(depth)
            return Node(.sequence(try sequence(depth: depth + 1)), mark: start)
        case UInt8(ascii: "\""):
            return Node(.scalar(Scalar(try string(), style: .doubleQuoted, kind: .string)), mark: start)
        case UInt8(ascii: "t"): return try word("true", .bool, start)
        case UInt8(ascii: "f"): return try word("false", .bool, start)
        case UInt8(ascii: "n"): return try word("null", .null, start)
        default: return try number(start)
        }
    }

    private mutating func mapping(depth: Int) throws(Stop) -> Mapping {
        var builder = MappingBuilder()
        place += 1
        try skipSpace()
        if try take(UInt8(ascii: "}")) { return builder.mapping }
        while true {
            try skipSpace()
            let keyMark = here()
            guard try byte() == UInt8(ascii: "\"") else { throw .notJSON }
            let key = try string()
            try skipSpace()
            guard try take(UInt8(ascii: ":")) else { throw .notJSON }
            try skipSpace()
            let value = try value(depth: depth)
            if let first = builder.add(.init(key: key, keyMark: keyMark, value: value)) {
                throw .refused(duplicateKey(key, first: first, file: file, keyMark))
            }
            try skipSpace()
            if try take(UInt8(ascii: "}")) { return builder.mapping }
            guard try take(UInt8(ascii: ",")) else { throw .notJSON }
        }
    }

    private mutating func sequence(depth: Int) throws(Stop) -> [Node] {
        var items: [Node] = []
        place += 1
        try skipSpace()
        if try take(UInt8(ascii: "]")) { return items }
        while true {
            try skipSpace()
            items.append(try value(depth: depth))
            try skipSpace()
            if try take(UInt8(ascii: "]")) { return items }
            guard try take(UInt8(ascii: ",")) else { throw .notJSON }
        }
    }

    private mutating func string() throws(Stop) -> String {
        place += 1
        let start = place
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                defer { place += 1 }
                return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<place]), as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw .notJSON }
            place += 1
        }
        throw .incomplete
    }

    /// The rest of a string from its first backslash on.
    private mutating func escapedString(from start: Int) throws(Stop) -> String {
        var text = Array(bytes[start..<place])
        while true {
            let byte = try byte()
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                let escape = try self.byte()
                place += 1
                switch escape {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
                case UInt8(ascii: "b"): text.append(0x08)
                case UInt8(ascii: "f"): text.append(0x0c)
                case UInt8(ascii: "n"): text.append(0x0a)
                case UInt8(ascii: "r"): text.append(0x0d)
                case UInt8(ascii: "t"): text.append(0x09)
                case UInt8(ascii: "u"): text += String(try unicodeEscape()).utf8
                default: throw .notJSON
                }
            case 0..<0x20: throw .notJSON
            default: text.append(byte)
            }
        }
    }

    private mutating func unicodeEscape() throws(Stop) -> Character {
        let unit = try hexadecimal()
        if let scalar = Unicode.Scalar(unit) { return Character(scalar) }
        // One half of a pair: the other must follow.
        guard unit < 0xdc00, try take(UInt8(ascii: "\\")), try take(UInt8(ascii: "u")) else { throw .notJSON }
        let low = try hexadecimal()
        guard 0xdc00...0xdfff ~= low,
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00))
        else { throw .notJSON }
        return Character(scalar)
    }

    private mutating func hexadecimal() throws(Stop) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try byte())).hexDigitValue else { throw .notJSON }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }

    private mutating func word(_ word: String, _ kind: Scalar.Kind, _ start: Mark) throws(Stop) -> Node {
        for expected in word.utf8 {
            guard try byte() == expected else { throw .notJSON }
            place += 1
        }
        return Node(.scalar(Scalar(word, style: .plain, kind: kind)), mark: start)
    }

    private mutating func number(_ start: Mark) throws(Stop) -> Node {
        let first = place
        while place < bytes.count, Self.isNumeric(bytes[place]) { place += 1 }
        guard place < bytes.count else { throw .incomplete }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[first..<place]), as: UTF8.self)
        let kind = Scalar.Kind(resolving: text)
        guard kind == .int || kind == .float, text.utf8.last != UInt8(ascii: "."),
            text.utf8.first != UInt8(ascii: "."), text.utf8.first != UInt8(ascii: "+")
        else { throw .notJSON }
        return Node(.scalar(Scalar(text, style: .plain, kind: kind)), mark: start)
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private func byte() throws(Stop) -> UInt8 {
        guard place < bytes.count else { throw .incomplete }
        return bytes[place]
    }

    private mutating func take(_ wanted: UInt8) throws(Stop) -> Bool {
        guard try byte() == wanted else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() throws(Stop) {
        while place < bytes.count, isJSONSpace(bytes[place]) { place += 1 }
        if place == bytes.count { throw .incomplete }
    }

    private mutating func here() -> Mark {
        mark = mark.after(bytes[marked..<place])
        marked = place
        return mark
    }

    private mutating func enter(_ depth: Int) throws(Stop) {
        guard depth < limits.depth else { throw refuse(.tooDeep, tooDeep(limits.depth)) }
    }

    private mutating func refuse(_ code: YAMLError.Code, _ message: String) -> Stop {
        .refused(YAMLError(.init(code, message, file: file, mark: here())))
    }
}

/// Blanks and line ends.
func isJSONSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0d ~= byte && byte != 0x0b && byte != 0x0c }

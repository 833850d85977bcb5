/// Reads little-endian numbers and strings from a payload.
struct ByteReader {
    private var rest: ArraySlice<UInt8>
    private let subject: String

    init(_ bytes: some Sequence<UInt8>, of subject: String) {
        rest = ArraySlice(Array(bytes))
        self.subject = subject
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func bytes(_ count: Int) throws(WireError) -> [UInt8] {
        guard count <= rest.count else { throw WireError(.badMessage, "\(subject) ends too early") }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func number<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws(WireError) -> Number {
        var value: Number = 0
        for (place, byte) in try bytes(Number.bitWidth / 8).enumerated() {
            value |= Number(truncatingIfNeeded: byte) << (8 * place)
        }
        return value
    }

    /// A string that a zero byte ends.
    mutating func string() throws(WireError) -> String {
        guard let end = rest.firstIndex(of: 0) else {
            throw WireError(.badMessage, "\(subject) has a string without an end")
        }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    mutating func remaining() -> [UInt8] {
        defer { rest = [] }
        return Array(rest)
    }

    func finish() throws(WireError) {
        guard rest.isEmpty else { throw WireError(.badMessage, "\(subject) is \(rest.count) bytes too long") }
    }
}

extension [UInt8] {
    /// Adds a number, its lowest byte first.
    mutating func add<Number: FixedWidthInteger>(_ number: Number) {
        for place in 0..<(Number.bitWidth / 8) { append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
    }

    /// Adds a string and the zero byte that ends it.
    mutating func add(_ string: String) {
        append(contentsOf: string.utf8)
        append(0)
    }
}

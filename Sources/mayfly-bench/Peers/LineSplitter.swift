/// Lines out of bytes as they come.
struct LineSplitter: Sendable {
    /// A line that is longer is cut here.
    static let longest = 64 << 10
    private var rest: [UInt8] = []

    /// The lines that these bytes complete, without their ends.
    mutating func lines(adding bytes: [UInt8]) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            if byte == 0x0A || rest.count == Self.longest {
                lines.append(finish())
            }
            if byte != 0x0A { rest.append(byte) }
        }
        return lines
    }

    /// What came after the last line's end.
    mutating func finish() -> String {
        defer { rest = [] }
        return String(decoding: rest.last == 0x0D ? rest.dropLast() : rest[...], as: UTF8.self)
    }
}

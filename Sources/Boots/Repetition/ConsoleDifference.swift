/// Where two consoles begin to differ, as cmp(1) tells it.
package struct ConsoleDifference: Sendable, Hashable, Codable {
    /// The first byte that is another one, counted from 1.
    package var offset: Int
    /// The line that it is in, counted from 1.
    package var line: Int
    /// That line of the one.
    package var one: String
    /// That line of the other.
    package var other: String

    /// Nil when they are the same to the byte.
    package init?(_ one: [UInt8], _ other: [UInt8]) {
        if one == other { return nil }
        let same = zip(one, other).prefix { $0 == $1 }.count
        offset = same + 1
        line = one[..<same].count { $0 == 0x0A } + 1
        let begin = (one[..<same].lastIndex(of: 0x0A) ?? -1) + 1
        func text(_ bytes: [UInt8]) -> String {
            String(decoding: bytes[begin...].prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        }
        (self.one, self.other) = (text(one), text(other))
    }
}

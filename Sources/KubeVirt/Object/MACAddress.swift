/// A hardware address in one of the spellings that Go reads: `de:ad:00:00:be:af`, `DE-AD-00-00-BE-AF` or `dead.0000.beaf`.
package struct MACAddress: Sendable, Hashable, CustomStringConvertible {
    package var bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Six, eight or twenty bytes; nil for anything else.
    package init?(_ text: String) {
        let utf8 = Array(text.utf8)
        let dotted = utf8.contains(UInt8(ascii: "."))
        let separator =
            dotted ? UInt8(ascii: ".") : utf8.contains(UInt8(ascii: "-")) ? UInt8(ascii: "-") : UInt8(ascii: ":")
        let width = dotted ? 4 : 2
        var bytes: [UInt8] = []
        for part in utf8.split(separator: separator, omittingEmptySubsequences: false) {
            guard part.count == width else { return nil }
            for start in stride(from: part.startIndex, to: part.endIndex, by: 2) {
                let digits = String(decoding: part[start..<start + 2], as: UTF8.self)
                guard !digits.hasPrefix("+"), !digits.hasPrefix("-"), let byte = UInt8(digits, radix: 16) else {
                    return nil
                }
                bytes.append(byte)
            }
        }
        guard [6, 8, 20].contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    /// Lower case, with colons.
    package var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
    }
}

/// Part of a host's name (RFC 1123, 2.1): letters, digits, and hyphens within; 63 at most.
package enum HostLabel {
    /// Whether a text is one.
    package static func isRight(_ text: Substring) -> Bool {
        1...63 ~= text.utf8.count && text.first != "-" && text.last != "-"
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}

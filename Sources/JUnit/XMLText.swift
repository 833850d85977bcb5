/// Texts as they stand in an XML 1.0 document.
enum XMLText {
    /// Between tags. What XML cannot hold, not even by number, is spelled out as `\u{1b}`.
    static func content(_ text: String) -> String { escaped(text, isAttribute: false) }

    /// Between double quotes. A reader makes blanks of line ends there, unless they are written by number.
    static func attribute(_ text: String) -> String { escaped(text, isAttribute: true) }

    private static func escaped(_ text: String, isAttribute: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            // `]]>` must not stand in a text.
            case ">": result += "&gt;"
            case "\"" where isAttribute: result += "&quot;"
            // A reader makes a line end of a bare one.
            case "\r": result += "&#13;"
            case "\n" where isAttribute: result += "&#10;"
            case "\t" where isAttribute: result += "&#9;"
            case _ where isAllowed(scalar): result.unicodeScalars.append(scalar)
            default: result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result
    }

    /// The production `Char` of XML 1.0 (fifth edition, 2.2), without the control characters that it discourages.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD: true
        // The last two of each plane are no characters.
        case 0x10000...0x10FFFF: scalar.value & 0xFFFE != 0xFFFE
        default: false
        }
    }
}

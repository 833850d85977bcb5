extension String {
    /// The text without anything a terminal would obey: control and direction characters are spelled `\u{1b}`.
    /// Names and messages may come from a guest, which is not trusted.
    package var printable: String {
        guard unicodeScalars.contains(where: \.commandsTerminal) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.commandsTerminal: text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// The same for a text of several lines: each is made printable, the line ends stay.
    package var printableLines: String {
        // By scalars: as characters, a return and a line end would be one, and no line would end there.
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).printable }.joined(separator: "\n")
    }
}

extension Unicode.Scalar {
    fileprivate var commandsTerminal: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // Directions that make text look like other text; joiners in the same category are harmless.
        case .format: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        default: false
        }
    }
}

/// One line of a stream, by itself.
struct TestLine {
    enum Content: Equatable {
        case version(TestDocument.Dialect)
        /// `1..5`, perhaps with a reason to skip everything.
        case plan(last: Int, skip: String?)
        case result(ResultLine)
        case bailOut(String)
        case pragma
        /// Without the `# `.
        case comment(String)
        case other(String)
    }

    /// How far it is indented. The `# ` that kselftest puts before what its tests print counts as two columns.
    let column: Int
    /// Whether it was printed behind such a `# `.
    let isHashed: Bool
    let content: Content

    /// `column` is what was taken off already.
    init(_ text: Substring, from column: Int = 0, isHashed: Bool = false) {
        var (column, isHashed, rest) = (column, isHashed, text)
        while true {
            let body = rest.drop { $0 == " " }
            column += rest.utf8.count - body.utf8.count
            guard body.hasPrefix("#") else {
                (self.column, self.isHashed, content) = (column, isHashed, Self.content(body))
                return
            }
            let inner = body.dropFirst(body.hasPrefix("# ") ? 2 : 1)
            guard body.hasPrefix("# "), Self.isStructural(inner) else {
                (self.column, self.isHashed, content) = (column, isHashed, .comment(String(inner)))
                return
            }
            (column, isHashed, rest) = (column + 2, true, inner)
        }
    }

    /// Whether what stands behind `# ` is a line of a stream itself.
    private static func isStructural(_ text: Substring) -> Bool {
        let text = text.drop { $0 == " " || $0 == "#" }
        return switch content(text) {
        case .version, .plan, .bailOut: true
        // Without a number it may be a sentence.
        case .result(let result): result.number != nil
        case .pragma, .comment, .other: false
        }
    }

    private static func content(_ text: Substring) -> Content {
        let words = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true)
        if words.count == 3, words[1] == "version", !words[2].isEmpty, words[2].allSatisfy(\.isNumber) {
            if words[0] == "KTAP" { return .version(.ktap) }
            if words[0] == "TAP" { return .version(.tap) }
        }
        if let result = ResultLine(text) { return .result(result) }
        if let plan = plan(text) { return plan }
        if text.prefix(9).lowercased() == "bail out!" {
            return .bailOut(String(text.dropFirst(9).drop { $0 == " " }))
        }
        if words.count == 2, words[0] == "pragma", words[1].hasPrefix("+") || words[1].hasPrefix("-") { return .pragma }
        return .other(String(text))
    }

    private static func plan(_ text: Substring) -> Content? {
        guard text.hasPrefix("1..") else { return nil }
        let digits = text.dropFirst(3).prefix { $0.isASCII && $0.isNumber }
        guard (1...9).contains(digits.utf8.count), let last = Int(digits) else { return nil }
        let rest = text.dropFirst(3 + digits.count).drop { $0 == " " }
        if rest.isEmpty { return .plan(last: last, skip: nil) }
        guard rest.hasPrefix("#") else { return nil }
        let words = rest.dropFirst().drop { $0 == " " }
        guard let (_, reason) = ResultLine.directive(words) else { return .plan(last: last, skip: nil) }
        return .plan(last: last, skip: last == 0 ? reason : nil)
    }
}

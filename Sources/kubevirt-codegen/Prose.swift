/// Doc comments of the schema's descriptions: one sentence, then the rest, in lines that fit.
struct Prose {
    private let paragraphs: [String]

    init(_ text: String) {
        let text = text.replacing("\t", with: " ").replacing("*/", with: "* /")
        guard let end = Self.endOfSentence(text) else {
            paragraphs = text.isEmpty ? [] : [Self.finished(text)]
            return
        }
        let rest = text[end...].drop { $0.isWhitespace }
        paragraphs = [String(text[..<end])] + Self.paragraphs(String(rest))
    }

    /// The lines, each with `///`.
    func lines(indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent) + "///"
        var lines: [String] = []
        for paragraph in paragraphs {
            if !lines.isEmpty, !paragraph.hasPrefix("- ") { lines.append(margin) }
            lines += Self.wrap(paragraph, width: 119 - margin.count).map { margin + " " + $0 }
        }
        return lines
    }

    /// The first full stop that ends a sentence: not one in `e.g.` or in an address.
    private static func endOfSentence(_ text: String) -> String.Index? {
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            if text[index] == "\n", next < text.endIndex, text[next] == "\n" || text[next] == "-" { return index }
            if text[index] == ".", next < text.endIndex, text[next].isWhitespace {
                let after = text[next...].drop { $0.isWhitespace }.first
                let before = text[..<index].suffix(4)
                if after?.isUppercase == true || after == "-", !before.hasSuffix("e.g"), !before.hasSuffix("i.e") {
                    return next
                }
            }
            index = next
        }
        return nil
    }

    private static func paragraphs(_ text: String) -> [String] {
        var found: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.drop { $0 == " " }
            if line.isEmpty {
                found.append("")
            } else if line.hasPrefix("- ") || found.last ?? "" == "" {
                found.append(String(line))
            } else {
                found[found.count - 1] += " " + line
            }
        }
        return found.filter { !$0.isEmpty }.map(finished)
    }

    private static func finished(_ text: String) -> String {
        let text = String(text.reversed().drop { $0.isWhitespace }.reversed())
        return ".:!?`)".contains(text.last ?? ".") ? text : text + "."
    }

    private static func wrap(_ text: String, width: Int) -> [String] {
        var lines = [""]
        for word in text.split(whereSeparator: \.isWhitespace) {
            if lines[lines.count - 1].isEmpty {
                lines[lines.count - 1] += word
            } else if lines[lines.count - 1].count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}

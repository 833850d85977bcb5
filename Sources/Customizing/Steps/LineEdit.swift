import Fixtures

/// A regular expression over a text's lines.
struct LineEdit {
    /// Longer files are no text that is edited by hand.
    static let longest: Int64 = 16 << 20

    private let step: EditStep
    private let expression: Regex<AnyRegexOutput>

    init(_ step: EditStep) throws(CustomizeError) {
        self.step = step
        do {
            expression = try Regex(step.match)
        } catch {
            throw CustomizeError(.input, "‘\(step.match)’ is not a regular expression", cause: error)
        }
    }

    /// The text with each match replaced; an error when there is none.
    func callAsFunction(_ text: String) throws(CustomizeError) -> String {
        var count = 0
        // By bytes: a carriage return and a line feed are one character of Swift's.
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(Substring(line)).replacing(expression) { match in
                count += 1
                return replacement(match)
            }
        }
        guard count > 0 else {
            throw CustomizeError(
                .failed,
                "nothing in \(step.path.text) matches ‘\(step.match)’, so the edit would do nothing. Look at the "
                    + "file, or leave the step out.")
        }
        return lines.joined(separator: "\n")
    }

    private func replacement(_ match: Regex<AnyRegexOutput>.Match) -> String {
        var result = ""
        var rest = step.replacement[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            if rest.first == "$" {
                result += "$"
                rest = rest.dropFirst()
            } else if let number = Int(digits), number < match.output.count {
                result += match.output[number].substring ?? ""
                rest = rest[digits.endIndex...]
            } else {
                result += "$"
            }
        }
        return result + rest
    }
}

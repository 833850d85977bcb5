/// What one look at a guest found of a condition.
enum Look: Sendable, Hashable {
    case holds
    /// Not now; with what was seen, in a few words.
    case notYet(String)
    /// Never any more in this boot; further lines are a log.
    case failed(String)
}

extension MachineError {
    /// The error in one line, for the last thing that was seen of a condition.
    var oneLine: String {
        let words = cause.map { "\(message): \($0)" } ?? message
        return words.split(separator: "\n").first.map(String.init) ?? words
    }
}

extension String {
    /// The last line that is not empty, shortened to what fits into a message.
    var lastLine: String? {
        guard let line = split(whereSeparator: \.isNewline).last(where: { !$0.allSatisfy(\.isWhitespace) }) else {
            return nil
        }
        return line.count > 160 ? line.prefix(160) + "…" : String(line)
    }

    /// The last lines, as a log is quoted.
    func lastLines(_ count: Int) -> String {
        split(whereSeparator: \.isNewline).suffix(count).joined(separator: "\n")
    }
}

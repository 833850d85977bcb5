/// Takes secrets out of what is shown.
struct Redaction: Sendable {
    private(set) var secrets: [String] = []

    /// Adds a secret; one of several lines is also looked for line by line, as programs print lines.
    mutating func add(_ secret: String) {
        let lines = secret.split(whereSeparator: \.isNewline).map(String.init).filter { $0.utf8.count >= 8 }
        for text in [secret] + lines where !text.isEmpty && !secrets.contains(text) { secrets.append(text) }
        // What holds another goes first.
        secrets.sort { $0.utf8.count > $1.utf8.count }
    }

    func callAsFunction(_ text: String) -> String {
        secrets.reduce(text) { $0.split(separator: $1, omittingEmptySubsequences: false).joined(separator: "‹secret›") }
    }
}

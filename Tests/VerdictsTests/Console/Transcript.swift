import Verdicts

/// Feeds a console text in pieces of a size and returns what was recognised, each verdict with its trailing lines.
func verdicts(_ text: String, pieces size: Int = 7) -> [ConsoleVerdict] {
    var lines = ConsoleLines()
    var recogniser = ConsoleRecogniser()
    let bytes = Array(text.replacingLineEnds.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
        for line in lines.append(bytes[start..<min(start + size, bytes.count)]) { _ = recogniser.consume(line) }
        if let partial = lines.partial { _ = recogniser.consume(partial: partial) }
    }
    return recogniser.verdicts
}

/// One line a verdict: its kind, its reason, and how many lines belong to it.
func summary(_ text: String) -> [String] {
    verdicts(text).map { "\($0.kind) | \($0.reason) | \($0.trailing.count)" }
}

extension String {
    /// A console sends CR LF.
    fileprivate var replacingLineEnds: String {
        split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }
}

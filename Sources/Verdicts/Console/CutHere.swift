/// The lines between "cut here" and the line that says what is the matter: there a warning has its own words.
struct CutHere {
    private var caller: Substring?
    private var lines: [(line: ConsoleLine, text: String)]?

    /// The kernel prints one text there, of a line or two.
    private static let most = 4

    mutating func take(_ line: ConsoleLine, _ reading: LineReading) {
        guard let text = reading.reports.first else { return }
        if text.hasPrefix("------------[ cut here ]------------") {
            lines = []
            caller = reading.caller
        } else if lines != nil, caller == reading.caller {
            lines?.append((line, String(text)))
            if lines?.count ?? 0 > Self.most { lines = nil }
        }
    }

    /// What belongs to a verdict that begins now; the next one has its own.
    mutating func leading(_ kind: ConsoleVerdict.Kind, from caller: Substring?) -> [(line: ConsoleLine, text: String)] {
        guard kind == .warning || kind == .bug || kind == .ubsan, caller == self.caller, let lines else { return [] }
        self.lines = nil
        return lines
    }
}

/// Reads a console's lines and says what they mean. Give it every line, and the unfinished one after every piece.
package struct ConsoleRecogniser: Sendable {
    /// A panic's block is far shorter; what goes on forever is no block.
    private static let mostTrailing = 256

    /// A guest that restarts for ever must not fill our memory.
    private static let mostVerdicts = 64

    /// What was recognised so far, the latest last, with the lines that belong to each.
    package private(set) var verdicts: [ConsoleVerdict] = []
    private var open: (any ConsoleClass)?
    /// What this boot has already said: a prompt that comes back is no news.
    private var said: Set<ConsoleVerdict.Kind> = []

    package init() {}

    /// The verdict that this line begins, at once: the lines that belong to it come later, in `verdicts`.
    package mutating func consume(_ line: ConsoleLine) -> ConsoleVerdict? {
        let reading = LineReading(line.text)
        if let verdict = begin(line, reading) { return verdict }
        // A line that was recognised when it was still a prompt is complete now.
        if verdicts.last?.line.number != line.number { extend(line, reading) }
        if reading.kernelMessage(after: "Linux version ") != nil { startOver() }
        return nil
    }

    /// The verdict that an unfinished line already allows, such as a prompt.
    package mutating func consume(partial line: ConsoleLine) -> ConsoleVerdict? {
        begin(line, LineReading(line.text), isPrompt: true)
    }

    private mutating func begin(_ line: ConsoleLine, _ reading: LineReading, isPrompt: Bool = false) -> ConsoleVerdict?
    {
        for candidate in ConsoleClasses.all where candidate.readsPrompts || !isPrompt {
            guard let (kind, reason) = candidate.begins(reading) else { continue }
            if said.contains(kind) { return nil }
            let verdict = ConsoleVerdict(kind: kind, reason: String(reason), line: line)
            if verdicts.count == Self.mostVerdicts { verdicts.removeFirst() }
            verdicts.append(verdict)
            open = candidate
            said.insert(kind)
            if kind == .restarting { startOver() }
            return verdict
        }
        return nil
    }

    private mutating func extend(_ line: ConsoleLine, _ reading: LineReading) {
        guard let open, let last = verdicts.indices.last else { return }
        let count = verdicts[last].trailing.count
        let continuation = count < Self.mostTrailing ? open.continues(reading, trailing: count) : .foreign
        if continuation != .foreign { verdicts[last].trailing.append(line) }
        if continuation != .belongs { self.open = nil }
    }

    /// Another boot begins: it may say the same again.
    private mutating func startOver() {
        said = []
        open = nil
    }
}

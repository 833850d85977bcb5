/// Reads a console's lines and says what they mean. Give it every line, and the unfinished one after every piece.
package struct ConsoleRecogniser: Sendable {
    /// A panic's block is far shorter; what goes on forever is no block.
    private static let mostTrailing = 256

    /// A guest that restarts for ever must not fill our memory.
    private static let mostVerdicts = 64

    /// As many processors may report at once; of more, the oldest block is closed.
    private static let mostOpen = 8

    /// What was recognised so far, the latest last, with the lines that belong to each.
    package private(set) var verdicts: [ConsoleVerdict] = []
    /// The blocks that are not at their end; at most one a caller, the latest last.
    private var open: [OpenBlock] = []
    private var completed: [ConsoleVerdict] = []
    private var cut = CutHere()
    private var boot = BootFacts()
    /// The first line of this boot.
    private var bootLine = 0
    /// What this boot has already said: a prompt that comes back is no news.
    private var said: Set<ConsoleVerdict.Kind> = []

    package init() {}

    /// The verdict that this line begins, at once: the lines that belong to it come later, in `verdicts`.
    package mutating func consume(_ line: ConsoleLine) -> ConsoleVerdict? {
        let reading = LineReading(line.text, boot)
        let verdict = begin(line, reading)
        if verdict == nil {
            // A line that was recognised when it was still a prompt is complete now.
            if verdicts.last?.line.number != line.number { extend(line, reading) }
            if reading.kernelMessage(after: "Linux version ") != nil { restart(at: line.number) }
        }
        cut.take(line, reading)
        boot.take(reading)
        // Who says so speaks of the boot that ends, and by its clock.
        if verdict?.kind == .restarting { restart(at: line.number + 1) }
        return verdict
    }

    /// The verdict that an unfinished line already allows, such as a prompt.
    package mutating func consume(partial line: ConsoleLine) -> ConsoleVerdict? {
        begin(line, LineReading(line.text, boot), isPrompt: true)
    }

    /// Another boot begins with this line: it may say the same again. Where the console shows that, it need not be said.
    package mutating func restart(at line: Int) {
        finish()
        bootLine = line
        said = []
        boot = BootFacts()
        cut = CutHere()
    }

    /// The verdicts that have all their lines since the last call, each once, in the order in which they ended; of those of
    /// a storm that nobody takes the latest.
    package mutating func takeCompleted() -> [ConsoleVerdict] {
        defer { completed = [] }
        return completed
    }

    /// Ends what is still open, when the console is closed.
    package mutating func finish() {
        while !open.isEmpty { close(at: 0) }
    }

    private mutating func begin(_ line: ConsoleLine, _ reading: LineReading, isPrompt: Bool = false) -> ConsoleVerdict?
    {
        for candidate in ConsoleClasses.all where candidate.readsPrompts || !isPrompt {
            guard let (kind, reason) = candidate.begins(reading) else { continue }
            if said.contains(kind) || isShownAgain(kind, reading) { return nil }
            let before = open.firstIndex { $0.caller == reading.caller }
            if let before, open[before].begun.absorbs(kind, open[before]) { return nil }
            if let before { close(at: before) }
            let leading = cut.leading(kind, from: reading.caller)
            let verdict = ConsoleVerdict(
                kind: kind, reason: (leading.map(\.text) + [String(reason)]).joined(separator: ": "),
                leading: leading.map(\.line), line: line)
            keep(verdict)
            if open.count == Self.mostOpen { close(at: 0) }
            open.append(OpenBlock(begun: candidate, line: line.number, caller: reading.caller))
            if !kind.isNewsAgain { said.insert(kind) }
            return verdict
        }
        return nil
    }

    /// Whether the log is shown again, so soon that its stamps are no older than the latest: not to the microsecond.
    private func isShownAgain(_ kind: ConsoleVerdict.Kind, _ reading: LineReading) -> Bool {
        guard kind.isNewsAgain, let message = reading.stamped.first else { return false }
        return verdicts.contains { known in
            // Two boots may be the same to the microsecond.
            guard known.kind == kind, known.line.number >= bootLine else { return false }
            return ([known.line] + known.trailing).contains { line in
                // The first message of a line reaches to its end. Taking all lines apart would be most of the work.
                guard line.text.hasSuffix(message.line), let before = PrintkPrefix.messages(in: line.text).first
                else { return false }
                return before.microseconds == message.microseconds && before.line == message.line
            }
        }
    }

    private mutating func keep(_ verdict: ConsoleVerdict) {
        if verdicts.count == Self.mostVerdicts {
            let oldest = verdicts.removeFirst()
            if let block = open.firstIndex(where: { $0.line == oldest.line.number }) {
                complete(oldest)
                open.remove(at: block)
            }
        }
        verdicts.append(verdict)
    }

    private mutating func extend(_ line: ConsoleLine, _ reading: LineReading) {
        guard
            let index = open.lastIndex(where: { $0.caller == reading.caller })
                ?? open.lastIndex(where: { $0.begun.takesEveryLine })
        else { return }
        let block = open[index]
        guard let verdict = verdicts.lastIndex(where: { $0.line.number == block.line }) else { return }
        let continuation = block.count < Self.mostTrailing ? block.begun.continues(reading, block) : .foreign
        switch continuation {
        case .belongs, .ends:
            verdicts[verdict].trailing.append(line)
            open[index].count += 1
            open[index].passed = 0
            if ReportLine.beginsTrace(reading) { open[index].hasTrace = true }
            if continuation == .ends { close(at: index) }
        case .passes: open[index].passed += 1
        case .foreign: close(at: index)
        }
    }

    private mutating func close(at index: Int) {
        let block = open.remove(at: index)
        if let verdict = verdicts.last(where: { $0.line.number == block.line }) { complete(verdict) }
    }

    private mutating func complete(_ verdict: ConsoleVerdict) {
        if completed.count == Self.mostVerdicts { completed.removeFirst() }
        completed.append(verdict)
    }
}

/// What progress of one operation looks like, as a value: times go in, text to write comes out.
/// An operation shorter than a second writes nothing at all.
struct ProgressModel {
    /// How far the operation is.
    enum Amount: Hashable, Sendable {
        case unknown
        case bytes(Int64, of: Int64?)
        case items(Int, of: Int)
        /// From 0 to 1.
        case share(Double)
    }

    static let patience: Duration = .seconds(1)
    /// Between two lines of a log.
    static let plainInterval: Duration = .seconds(10)

    private let name: String
    private var stage: String?
    let style: TerminalStyle
    private let start: Duration
    /// Whether a line stays on a terminal for each stage that is done.
    private let keepsStages: Bool
    private var stageStart: Duration
    var amount: Amount = .unknown
    private var lastLine: Duration?
    private var isFinished = false

    init(_ label: String, style: TerminalStyle, keepsStages: Bool = false, at start: Duration) {
        name = label.printable
        self.style = style
        self.keepsStages = keepsStages
        self.start = start
        stageStart = start
    }

    /// The operation, and what is being done for it at the moment.
    private var label: String { stage.map { "\(name): \($0)" } ?? name }

    /// Goes on to another stage; in a log that is told at once.
    mutating func enter(_ stage: String, at now: Duration) -> String {
        let next = stage.printable
        guard next != self.stage else { return "" }
        let done = keptLine(at: now, succeeded: true)
        self.stage = next
        stageStart = now
        amount = .unknown
        guard done.isEmpty else { return done }
        guard !style.isLive, now - start >= Self.patience else { return "" }
        lastLine = nil
        return tick(at: now)
    }

    /// What to write now, if anything.
    mutating func tick(at now: Duration) -> String {
        let elapsed = now - start
        guard elapsed >= Self.patience, !isFinished else { return "" }
        if style.isLive {
            lastLine = now
            return "\r" + liveLine(elapsed) + "\u{1b}[K"
        }
        if let lastLine, now - lastLine < Self.plainInterval { return "" }
        let isFirst = lastLine == nil
        lastLine = now
        let details = isFirst && share == nil ? [] : details(elapsed)
        return ([label + " ..."] + details).joined(separator: "  ") + "\n"
    }

    /// The line that stays of a stage, on a terminal; none when the operation was short until now.
    private func keptLine(at now: Duration, succeeded: Bool) -> String {
        guard keepsStages, style.isLive, let stage, now - start >= Self.patience else { return "" }
        let outcome = succeeded ? style.green("done") : style.red("failed")
        return "\r\u{1b}[K\(name): \(stage): \(outcome) in \(DurationText.format(now - stageStart))\n"
    }

    /// What to write at the end: nothing when nothing was shown, else one line that stays.
    mutating func finish(at now: Duration, succeeded: Bool) -> String {
        isFinished = true
        guard lastLine != nil else { return "" }
        let outcome = succeeded ? style.green("done") : style.red("failed")
        let line = "\(name): \(outcome) in \(DurationText.format(now - start))\n"
        return keptLine(at: now, succeeded: succeeded) + (style.isLive ? "\r\u{1b}[K" + line : line)
    }

    /// The part that is done, when the whole is known.
    private var share: Double? {
        switch amount {
        case .bytes(let done, of: let total?) where total > 0: Double(done) / Double(total)
        case .items(let done, of: let total) where total > 0: Double(done) / Double(total)
        case .share(let share): share
        default: nil
        }
    }

    private func details(_ elapsed: Duration) -> [String] {
        var parts: [String] = []
        if let share { parts.append("\(Int((min(1, max(0, share)) * 100).rounded(.down)))%") }
        switch amount {
        case .unknown, .share: break
        case .bytes(let done, of: let total?): parts.append("\(ByteText.format(done)) of \(ByteText.format(total))")
        case .bytes(let done, of: nil): parts.append(ByteText.format(done))
        case .items(let done, of: let total): parts.append("\(done) of \(total)")
        }
        // Whole seconds: a tenth that flickers tells nothing.
        return parts + [DurationText.format(.seconds(elapsed.components.seconds)).replacing(".0 s", with: " s")]
    }

    private func liveLine(_ elapsed: Duration) -> String {
        let details = details(elapsed).joined(separator: "  ")
        let room = style.width - 1
        guard let share else { return String("\(label)  \(details)".prefix(room)) }
        let bar = PhaseTable.bar(share, 20).padded(to: 20)
        let whole = "\(label)  [\(bar)]  \(details)"
        return whole.count <= room ? whole : String("\(label)  \(details)".prefix(room))
    }
}

extension String {
    fileprivate func replacing(_ ending: String, with other: String) -> String {
        hasSuffix(ending) ? String(dropLast(ending.count)) + other : self
    }
}

import Verdicts

/// Looks at the console of a run that is run again.
struct ReplayWatch {
    private let recorded: [UInt8]
    private let stop: (@Sendable (String) -> Bool)?
    private var lines = ConsoleLines()
    private var replayed: [UInt8] = []
    /// Nothing that comes now counts.
    var isOver = false

    init(recorded: [UInt8], stop: (@Sendable (String) -> Bool)?) {
        (self.recorded, self.stop) = (recorded, stop)
    }

    /// What these bytes bring.
    enum Finding {
        case nothing
        /// The line at which the run is to be stopped.
        case line
        /// The end of what was recorded, or another console.
        case end
    }

    mutating func feed(_ bytes: [UInt8]) -> Finding {
        guard !isOver else { return .nothing }
        if let stop { return lines.append(bytes).contains { stop($0.text) } ? .line : .nothing }
        let begin = replayed.count
        replayed += bytes
        guard begin + bytes.count < recorded.count else { return .end }
        return recorded[begin..<replayed.count].elementsEqual(bytes) ? .nothing : .end
    }

    /// Whether more was recorded, and what came is the beginning of it.
    var isCutOff: Bool { replayed.count < recorded.count && recorded.starts(with: replayed) }

    var end: Replay.End {
        ConsoleDifference(recorded, replayed).map { .differs($0) } ?? .same(bytes: recorded.count)
    }
}

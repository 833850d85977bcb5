import Verdicts

/// The first line in which two consoles differ.
package struct ConsoleDifference: Sendable, Hashable {
    /// Counted from 1.
    package var line: Int
    package var recorded: String
    package var replayed: String

    /// Nil when they are the same to the byte.
    package init?(recorded: [UInt8], replayed: [UInt8]) {
        if recorded == replayed { return nil }
        let same = zip(recorded, replayed).prefix { $0 == $1 }.count
        line = recorded[..<same].count { $0 == 0x0A } + 1
        let begin = (recorded[..<same].lastIndex(of: 0x0A) ?? -1) + 1
        func text(_ bytes: [UInt8]) -> String {
            String(decoding: bytes[begin...].prefix { $0 != 0x0A }, as: UTF8.self)
        }
        (self.recorded, self.replayed) = (text(recorded), text(replayed))
    }
}

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
        ConsoleDifference(recorded: recorded, replayed: replayed).map { .differs($0) } ?? .same(bytes: recorded.count)
    }
}

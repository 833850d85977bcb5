import Synchronization

/// One command of a log: what it wrote, as far as it was read, and how it ended.
final class CommandRecord: Sendable {
    private struct State {
        var output = Stream()
        var errors = Stream()
        var end: (words: String, time: ContinuousClock.Instant)?
    }

    /// The end of what was written.
    private struct Stream {
        static let most = 64 << 10
        var kept: [UInt8] = []
        var dropped = 0

        mutating func add(_ bytes: [UInt8]) {
            kept += bytes
            guard kept.count > 2 * Self.most else { return }
            dropped += kept.count - Self.most
            kept.removeFirst(kept.count - Self.most)
        }

        func text(_ name: String) -> String {
            if kept.isEmpty { return "" }
            let lines = String(decoding: kept, as: UTF8.self).split(
                omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            let shown = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
            return "\(name):\n" + (dropped > 0 ? "  [\(dropped) bytes before this are left out]\n" : "")
                + shown.map { "  | \($0)\n" }.joined()
        }
    }

    /// Its run id.
    let machine: String
    private let command: Command
    private let began = ContinuousClock.now
    private let state = Mutex(State())

    init(_ command: Command, in machine: String) {
        self.command = command
        self.machine = machine
    }

    /// How many bytes it holds.
    var size: Int {
        let words = command.arguments.reduce(command.executable.utf8.count) { $0 + $1.utf8.count }
        return state.withLock { words + $0.output.kept.count + $0.errors.kept.count }
    }

    func wrote(output bytes: [UInt8]) { state.withLock { $0.output.add(bytes) } }
    func wrote(error bytes: [UInt8]) { state.withLock { $0.errors.add(bytes) } }

    /// How it ended; the first that is said counts.
    func ended(_ words: String) {
        state.withLock { state in
            if state.end == nil { state.end = (words, .now) }
        }
    }

    func text(since start: ContinuousClock.Instant) -> String {
        state.withLock { state in
            var text = "\(start.duration(to: began).shown) $ "
            text += ([command.executable] + command.arguments).map(\.quoted).joined(separator: " ") + "\n"
            if let user = command.user { text += "as \(user)\n" }
            if let end = state.end {
                text += "\(end.words), after \(began.duration(to: end.time).formatted)\n"
            } else {
                text += "still under way\n"
            }
            return text + state.output.text("standard output") + state.errors.text("standard error")
        }
    }
}

extension Duration {
    fileprivate var formatted: String { shown.drop { $0 == " " } + " s" }
}

extension String {
    /// As one word of a shell.
    fileprivate var quoted: String {
        let plain = allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,@%+".contains($0)) }
        return plain && !isEmpty
            ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

import ShellWords
import Synchronization

/// One command of a log: what it wrote, as far as it was read, and how it ended.
final class CommandRecord: Sendable {
    private struct State {
        var output = OutputTail(most: 64 << 10)
        var errors = OutputTail(most: 64 << 10)
        var end: (words: String, time: ContinuousClock.Instant)?
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
        return state.withLock { words + $0.output.bytes.count + $0.errors.bytes.count }
    }

    func wrote(output bytes: [UInt8]) { state.withLock { $0.output.append(bytes) } }
    func wrote(error bytes: [UInt8]) { state.withLock { $0.errors.append(bytes) } }

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
            return text + state.output.listed("standard output") + state.errors.listed("standard error")
        }
    }
}

extension OutputTail {
    /// Under a heading, each line marked; nothing where nothing was written.
    fileprivate func listed(_ heading: String) -> String {
        var tail = self
        tail.trim()
        if tail.bytes.isEmpty { return "" }
        let lines = String(decoding: tail.bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let shown = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
        return "\(heading):\n" + (tail.dropped > 0 ? "  [\(tail.dropped) bytes before this are left out]\n" : "")
            + shown.map { "  | \($0)\n" }.joined()
    }
}

extension Duration {
    fileprivate var formatted: String { shown.drop { $0 == " " } + " s" }
}

extension String {
    /// As one word of a shell, without marks where none are needed.
    fileprivate var quoted: String {
        let plain = allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,@%+".contains($0)) }
        return plain && !isEmpty ? self : shellQuoted
    }
}

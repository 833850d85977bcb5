/// A line that the guest printed on its console.
public struct ConsoleLine: Sendable, Hashable {
    /// Counts from 0 since the machine was started.
    public let number: Int
    /// What a terminal would show: escape sequences are gone, bad UTF-8 is replaced.
    public let text: String
    /// When it came, since the console was opened by this process.
    public let time: Duration
    /// Whether the guest has ended the line; a prompt has not.
    public let isComplete: Bool

    /// A line with this text.
    public init(number: Int, text: String, time: Duration, isComplete: Bool = true) {
        self.number = number
        self.text = text
        self.time = time
        self.isComplete = isComplete
    }
}

/// What to look for on a console.
public enum ConsolePattern: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// These characters, anywhere in a line.
    case text(String)
    /// A regular expression in Swift's dialect, anywhere in a line.
    case regex(String)

    /// Plain characters.
    public init(stringLiteral text: String) { self = .text(text) }

    /// The pattern as it would be written in a message.
    public var description: String {
        switch self {
        case .text(let text): "‘\(text)’"
        case .regex(let pattern): "/\(pattern)/"
        }
    }

    /// A test for lines; fails for a regular expression that does not compile.
    package func matcher() throws(MachineError) -> @Sendable (String) -> Bool {
        switch self {
        case .text(let text):
            return { $0.contains(text) }
        case .regex(let pattern):
            do {
                // Never changed; what it compiles at its first match it publishes atomically.
                nonisolated(unsafe) let regex = try Regex(pattern)
                return { $0.firstMatch(of: regex) != nil }
            } catch {
                throw MachineError(.invalidInput, "\(self) is not a regular expression", cause: error)
            }
        }
    }
}

/// How a command in the guest ended.
public enum Termination: Sendable, Hashable {
    case exited(Int32)
    case signaled(Int32)

    /// The status as a shell reports it: the exit code, or 128 plus the signal.
    public var shellStatus: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}

/// A finished command with what it wrote. A non-zero exit is a value; ``check()`` makes it an error.
public struct CommandResult: Sendable {
    /// What was run.
    public var command: Command
    /// How it ended.
    public var termination: Termination
    /// Everything it wrote to standard output.
    public var standardOutput: [UInt8]
    /// Everything it wrote to standard error.
    public var standardError: [UInt8]

    /// A result of these parts.
    public init(command: Command, termination: Termination, standardOutput: [UInt8], standardError: [UInt8]) {
        self.command = command
        self.termination = termination
        self.standardOutput = standardOutput
        self.standardError = standardError
    }

    /// Standard output as text; bytes that are not UTF-8 are replaced.
    public var output: String { String(decoding: standardOutput, as: UTF8.self) }
    /// Standard error as text; bytes that are not UTF-8 are replaced.
    public var errorOutput: String { String(decoding: standardError, as: UTF8.self) }

    /// Returns itself when the command exited with 0, and throws ``CommandFailure`` otherwise.
    @discardableResult
    public func check() throws(CommandFailure) -> CommandResult {
        guard termination == .exited(0) else { throw CommandFailure(result: self) }
        return self
    }
}

/// A command that ran in the guest and did not exit with 0.
public struct CommandFailure: Error, Sendable, CustomStringConvertible {
    /// The command with what it wrote.
    public let result: CommandResult

    /// The command, its end, and the last twenty lines it wrote.
    public var description: String {
        let line = ([result.command.executable] + result.command.arguments).joined(separator: " ")
        let end =
            switch result.termination {
            case .exited(let code): "exited with \(code)"
            case .signaled(let signal): "was ended by signal \(signal)"
            }
        let words = result.errorOutput.isEmpty ? result.output : result.errorOutput
        return "\(line): \(end)" + words.split(separator: "\n").suffix(20).map { "\n  | \($0)" }.joined()
    }
}

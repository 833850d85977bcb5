/// A command to run in the guest, as execve takes it: no shell is put between.
public struct Command: Sendable, Hashable {
    /// A path, or a name that is looked up in the guest's PATH.
    public var executable: String
    /// What follows the program's name.
    public var arguments: [String]
    /// Set on top of the guest's own minimal environment.
    public var environment: [String: String]
    /// An absolute path in the guest; the user's home when nil.
    public var workingDirectory: String?
    /// A user's name or number in the guest; root when nil.
    public var user: String?
    /// Whether the command has a standard input to write to; without one it reads from /dev/null.
    public var input: Bool
    /// A terminal of this size instead of three pipes; output then comes as one stream.
    public var terminal: TerminalSize?
    /// How long the process group has between SIGTERM and SIGKILL when the command is ended from outside.
    public var grace: Duration

    /// A command with these settings; what is not given has the guest's default.
    public init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        workingDirectory: String? = nil, user: String? = nil, input: Bool = false, terminal: TerminalSize? = nil,
        grace: Duration = .seconds(2)
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.user = user
        self.input = input
        self.terminal = terminal
        self.grace = grace
    }

    /// A script for the guest's `/bin/sh -c`.
    public static func shell(_ script: String) -> Command {
        Command("/bin/sh", ["-c", script])
    }
}

/// The size of a terminal, in characters.
public struct TerminalSize: Sendable, Hashable {
    /// Characters in a line.
    public var columns: UInt16
    /// Lines.
    public var rows: UInt16

    /// A size in characters.
    public init(columns: UInt16, rows: UInt16) {
        self.columns = columns
        self.rows = rows
    }
}

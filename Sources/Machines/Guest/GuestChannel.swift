public import Fixtures

/// A way into a running guest: commands, files, TCP connections. Several may be under way at once.
///
/// A cancelled task ends what it started in the guest (the command's whole process group) before it throws.
public protocol GuestChannel: Sendable {
    var kind: GuestChannelKind { get }

    /// Starts a command and returns once the guest has started it.
    ///
    /// Throws ``MachineError/Code/commandNotStarted`` with `guestStatus` 127 when there is no such program and 126 when
    /// it cannot be executed; ``MachineError/Code/channelLost`` tells by its `execution` whether it may have run.
    func start(_ command: Command) async throws(MachineError) -> any GuestProcess

    /// Copies a file or a tree from the host into the guest, with modes and times.
    ///
    /// When `destination` is a directory in the guest, or ends in `/`, the copy is put into it, as `cp -a` does.
    @discardableResult
    func copyIn(_ source: String, to destination: String) async throws(MachineError) -> CopySummary

    /// Copies a file or a tree from the guest to the host, with modes and times.
    @discardableResult
    func copyOut(_ source: String, to destination: String) async throws(MachineError) -> CopySummary

    /// Opens a TCP connection from within the guest.
    func connect(host: String, port: UInt16) async throws(MachineError) -> any GuestConnection

    /// Asks the guest to sync its file systems and power off or reboot.
    func shutDown(_ action: ShutdownAction) async throws(MachineError)

    /// Ends the session: what it started in the guest is ended too.
    func close() async
}

/// What a guest does when it is told to go down.
public enum ShutdownAction: String, Sendable {
    case powerOff
    case reboot
}

/// What a copy moved.
public struct CopySummary: Sendable, Hashable {
    /// How many files, directories and links.
    public var files: Int
    /// The content of regular files, in bytes.
    public var bytes: Int64

    /// A summary of these counts.
    public init(files: Int, bytes: Int64) {
        self.files = files
        self.bytes = bytes
    }
}

/// A process in the guest. Reading gives it leave to write more; not reading holds it back.
public protocol GuestProcess: Sendable {
    /// The next bytes of standard output, in order; empty at its end.
    func readOutput() async throws(MachineError) -> [UInt8]
    /// The next bytes of standard error, in order; empty at its end. With a terminal there is none.
    func readError() async throws(MachineError) -> [UInt8]
    /// Writes to standard input; returns when the guest has room for it. A closed input throws nothing: as a pipe whose
    /// reader is gone, the bytes are dropped.
    func write(_ bytes: [UInt8]) async throws(MachineError)
    /// Ends standard input.
    func closeInput() async throws(MachineError)
    /// Sends a signal to the command's process group.
    func signal(_ number: Int32) async throws(MachineError)
    func resize(_ size: TerminalSize) async throws(MachineError)
    /// Waits for the command to end. Output that nobody read is still there afterwards.
    func wait() async throws(MachineError) -> Termination
    /// Ends the process group: SIGTERM, the command's grace, SIGKILL; returns when it is gone. Safe after its end.
    func terminate() async
}

/// A two-way stream of bytes with the guest: a TCP connection that it opened for us, or its serial console.
public protocol GuestConnection: Sendable {
    /// The next bytes; empty at the end.
    func read() async throws(MachineError) -> [UInt8]
    func write(_ bytes: [UInt8]) async throws(MachineError)
    /// Ends our direction and leaves the other open.
    func closeWriting() async throws(MachineError)
    func close() async
}

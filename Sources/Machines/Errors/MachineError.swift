package import KubeVirt

/// What went wrong with a machine, what it means for a retry, and what to do about it.
public struct MachineError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; new ones may be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case invalidInput, hostNotReady, notFound, startFailed, notReady, guestFailed, stopped, commandNotStarted
            case channelLost, timedOut, cancelled, copyFailed, unsupported, daemonLost, internalFault
        }
        private let value: Value
        /// The code's name.
        public var description: String { value.rawValue }

        /// The fixture, the VMI or an argument is wrong.
        public static let invalidInput = Code(value: .invalidInput)
        /// This host lacks something: a program, a kernel, a right, space.
        public static let hostNotReady = Code(value: .hostNotReady)
        /// There is no such machine, file or fixture.
        public static let notFound = Code(value: .notFound)
        /// The hypervisor did not start the machine.
        public static let startFailed = Code(value: .startFailed)
        /// A readiness condition did not hold before its deadline.
        public static let notReady = Code(value: .notReady)
        /// The guest panicked or fell into an emergency shell.
        public static let guestFailed = Code(value: .guestFailed)
        /// The machine is off: it powered down, was stopped or died.
        public static let stopped = Code(value: .stopped)
        /// The guest could not start the command (see ``MachineError/guestStatus``).
        public static let commandNotStarted = Code(value: .commandNotStarted)
        /// The connection to the guest ended; what was running there may have run.
        public static let channelLost = Code(value: .channelLost)
        /// A deadline given by the caller passed.
        public static let timedOut = Code(value: .timedOut)
        /// The task was cancelled.
        public static let cancelled = Code(value: .cancelled)
        /// A file could not be read, sent or written on either side.
        public static let copyFailed = Code(value: .copyFailed)
        /// This back end cannot honour what was asked.
        public static let unsupported = Code(value: .unsupported)
        /// The libvirt daemon went away.
        public static let daemonLost = Code(value: .daemonLost)
        /// A fault of ours.
        public static let internalFault = Code(value: .internalFault)
    }

    /// Whether the command that was asked for may have had an effect in the guest.
    public enum Execution: String, Sendable, Codable {
        /// Nothing ran: trying again is safe.
        case neverRan
        /// It may have run, in part or in whole.
        case mayHaveRun
    }

    /// The kind of failure.
    public var code: Code
    /// What failed and what to do about it.
    public var message: String
    /// Whether a command may have had an effect.
    public var execution: Execution
    /// The machine's name, when there is one.
    public var machine: String?
    /// The last lines of the console, when the guest has something to do with it.
    public var consoleTail: [String]
    /// What a shell would exit with for a command that could not be started: 126 or 127.
    public var guestStatus: Int32?
    /// The error beneath this one.
    public var cause: (any Error)?
    /// What explains a machine that did not get ready and is gone by now.
    package var artifacts: [Artifact] = []
    /// Why the machine is off, where that is known and what failed.
    package var stopReason: StopReason?

    /// An error of this kind; the message says what to do.
    public init(
        _ code: Code, _ message: String, execution: Execution = .neverRan, machine: String? = nil,
        consoleTail: [String] = [], guestStatus: Int32? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.execution = execution
        self.machine = machine
        self.consoleTail = consoleTail
        self.guestStatus = guestStatus
        self.cause = cause
    }

    /// Message, cause and the console's last lines.
    public var description: String {
        var text = machine.map { "machine \($0): " } ?? ""
        text += message
        if let cause { text += "\n  because: \(cause)" }
        if !consoleTail.isEmpty {
            text += "\n  the console's last lines:" + consoleTail.map { "\n  | \($0)" }.joined()
        }
        return text
    }
}

extension MachineError {
    /// The same error, about a command that may already have run.
    public var mayHaveRun: MachineError {
        var copy = self
        copy.execution = .mayHaveRun
        return copy
    }

    /// Any error as one of a machine: a cancellation keeps its meaning, the rest becomes the cause.
    public static func wrapping(_ error: any Error, _ code: Code, _ message: String) -> MachineError {
        if let error = error as? MachineError { return error }
        if error is CancellationError { return MachineError(.cancelled, "cancelled", cause: nil) }
        return MachineError(code, message, cause: error)
    }
}

extension MachineError {
    /// The machine is off.
    package static func off(
        _ reason: StopReason, _ words: String = "the machine is off", machine: String? = nil
    ) -> MachineError {
        var error = MachineError(.stopped, "\(words): \(reason)", machine: machine)
        error.stopReason = reason
        return error
    }

    /// What admission found wrong, a line each.
    package static func refused(_ causes: [StatusCause]) -> MachineError {
        let lines = causes.map { cause in cause.field.map { "\($0): \(cause.message)" } ?? cause.message }
        return MachineError(.invalidInput, lines.joined(separator: "\n"))
    }
}

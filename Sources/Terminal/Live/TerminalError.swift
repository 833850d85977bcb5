import Glibc

/// A terminal or a signal that cannot be used as asked.
package struct TerminalError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Kind: Hashable, Sendable { case notATerminal, busy, system }
        private let kind: Kind

        /// The descriptor is a file or a pipe.
        package static let notATerminal = Code(kind: .notATerminal)
        /// Another terminal of this process is raw.
        package static let busy = Code(kind: .busy)
        /// A system call failed for a reason of its own.
        package static let system = Code(kind: .system)
    }

    package let code: Code
    package let message: String
    /// The errno of the failed call.
    package let systemError: Int32

    package var description: String { message }

    static func rawMode(_ error: Int32, descriptor: Int32) -> Self {
        switch error {
        case ENOTTY:
            Self(
                code: .notATerminal,
                message:
                    "descriptor \(descriptor) is not a terminal; run this from a terminal, or without a pseudo-terminal",
                systemError: error)
        case EBUSY:
            Self(
                code: .busy, message: "a terminal of this process is in raw mode already; leave it first",
                systemError: error)
        default:
            system("the terminal cannot be put into raw mode", error)
        }
    }

    static func system(_ problem: String, _ error: Int32) -> Self {
        Self(code: .system, message: "\(problem): \(String(cString: strerror(error)))", systemError: error)
    }
}

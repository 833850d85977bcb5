/// A failed SSH operation: what failed and why.
package struct SSHError: Error, Sendable, CustomStringConvertible {
    /// What it means for the caller.
    package enum Code: Sendable {
        /// The connection ended or does not speak SSH.
        case lost
        /// The host key is not the expected one.
        case wrongHost
        /// The server does not accept the user or the key.
        case notAuthenticated
        /// The server refused a channel or a request.
        case refused
        /// The task was cancelled.
        case cancelled
        /// A fault of the caller or of ours.
        case invalid
    }

    package let code: Code
    package let message: String

    package init(_ code: Code = .invalid, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}

/// A kubeconfig that cannot be used, or credentials that cannot be had by it. It never quotes a secret.
package struct KubeconfigError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Value { case absent, unreadable, syntax, field, unsupported, context, credentials }
        private let value: Value

        /// No kubeconfig anywhere, and no cluster around us.
        package static let absent = Code(value: .absent)
        /// A file that is named and cannot be read.
        package static let unreadable = Code(value: .unreadable)
        /// Not YAML, or not a kubeconfig.
        package static let syntax = Code(value: .syntax)
        /// A field with a wrong value, a missing one, or two that exclude each other.
        package static let field = Code(value: .field)
        /// What kubectl once knew and does no longer, or what we do not speak.
        package static let unsupported = Code(value: .unsupported)
        /// A context that is not there, or that names what is not there.
        package static let context = Code(value: .context)
        /// A credential plugin that failed, or a file of credentials that is gone.
        package static let credentials = Code(value: .credentials)
    }

    package let code: Code
    package let place: Place?
    /// What is wrong and what to do about it.
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ place: Place?, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.place = place
        self.message = message
        self.cause = cause
    }

    package var description: String {
        let text = place.map { "\($0): \(message)" } ?? message
        return cause.map { "\(text)\n  because: \($0)" } ?? text
    }
}

import HTTP
package import KubeVirt

/// A request that an API server did not do, or that did not reach it.
package struct KubernetesError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Value {
            case notFound, notServed, alreadyExists, conflict, expired, unauthorized, forbidden, invalid, tooMany
            case terminating, server, unreachable, untrusted, credentials, answer, cancelled, request
            case notRunning, paused, refusedByGuest
        }
        private let value: Value

        /// No such object.
        package static let notFound = Code(value: .notFound)
        /// No such kind of objects on this server.
        package static let notServed = Code(value: .notServed)
        package static let alreadyExists = Code(value: .alreadyExists)
        /// Somebody else has changed it meanwhile, or a field is another manager's.
        package static let conflict = Code(value: .conflict)
        /// A page or a version that the server no longer remembers.
        package static let expired = Code(value: .expired)
        /// The server does not know who we are.
        package static let unauthorized = Code(value: .unauthorized)
        /// It knows, and we may not.
        package static let forbidden = Code(value: .forbidden)
        /// The object is refused; see ``KubernetesError/causes``.
        package static let invalid = Code(value: .invalid)
        /// The server is asked too often, and patience is over.
        package static let tooMany = Code(value: .tooMany)
        /// The namespace is on its way out.
        package static let terminating = Code(value: .terminating)
        /// The server failed.
        package static let server = Code(value: .server)
        package static let unreachable = Code(value: .unreachable)
        /// The server is not who it should be, or does not take our certificate.
        package static let untrusted = Code(value: .untrusted)
        /// No credentials could be had.
        package static let credentials = Code(value: .credentials)
        /// An answer that is not what was asked for.
        package static let answer = Code(value: .answer)
        package static let cancelled = Code(value: .cancelled)
        /// A request that cannot be made as it is.
        package static let request = Code(value: .request)
        /// The virtual machine is in a phase in which that cannot be done.
        package static let notRunning = Code(value: .notRunning)
        /// The virtual machine stands still.
        package static let paused = Code(value: .paused)
        /// The guest took no connection.
        package static let refusedByGuest = Code(value: .refusedByGuest)
    }

    package let code: Code
    /// What was asked, such as `create configmaps work/a`.
    package let operation: String
    /// What is wrong and what to do about it.
    package let message: String
    package let status: Status?
    package let cause: (any Error)?

    package init(
        _ code: Code, _ operation: String, _ message: String, status: Status? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.operation = operation
        self.message = message.printable
        self.status = status
        self.cause = cause
    }

    /// Why an object was refused, field by field.
    package var causes: [StatusCause] { status?.causes ?? [] }

    package var description: String {
        let text = "\(operation): \(message)"
        return cause.map { "\(text)\n  because: \($0)" } ?? text
    }
}

/// A request that was not answered as it should be, or an answer that could not be kept.
package struct HTTPError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Value {
            case address, request, setting, unreachable, tls, broken, timedOut, redirect, status, tooLarge, diskFull
            case file, cancelled, library, upgrade, ended
        }
        private let value: Value

        /// Not an address, or one of a kind that is not spoken.
        package static let address = Code(value: .address)
        /// A request that cannot be sent as it is.
        package static let request = Code(value: .request)
        /// A certificate bundle or a proxy that cannot be used.
        package static let setting = Code(value: .setting)
        /// No such host, or nothing that listens there.
        package static let unreachable = Code(value: .unreachable)
        /// The other side is not who it should be, or speaks no TLS.
        package static let tls = Code(value: .tls)
        /// The connection ended before the answer did.
        package static let broken = Code(value: .broken)
        /// Nothing came for too long.
        package static let timedOut = Code(value: .timedOut)
        /// A loop of redirects, too many, or one to where we do not go.
        package static let redirect = Code(value: .redirect)
        /// An answer, but not the one that was asked for; see ``HTTPError/status``.
        package static let status = Code(value: .status)
        /// More bytes than the caller takes.
        package static let tooLarge = Code(value: .tooLarge)
        /// The file system that is written to is full, or over a quota.
        package static let diskFull = Code(value: .diskFull)
        /// A file of this host that cannot be read or written.
        package static let file = Code(value: .file)
        /// Our task was cancelled.
        package static let cancelled = Code(value: .cancelled)
        /// The other side does not speak the protocol that the connection was to change to.
        package static let upgrade = Code(value: .upgrade)
        /// The other side has ended a stream, and not because all was said.
        package static let ended = Code(value: .ended)
        /// libcurl failed in a way of its own.
        package static let library = Code(value: .library)
    }

    package let code: Code
    /// The address without its credentials and without its query, which may be a secret.
    package let url: String
    /// What is wrong and what to do about it.
    package let message: String
    /// The answer's status, where there was one.
    package let status: Int?
    package let cause: (any Error)?

    package init(
        _ code: Code, url: String, _ message: String, status: Int? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.url = url
        self.message = message.printable
        self.status = status
        self.cause = cause
    }

    package var description: String {
        let text = url.isEmpty ? message : "\(url): \(message)"
        return cause.map { "\(text)\n  because: \($0)" } ?? text
    }

    static func cancelled(_ address: WebAddress) -> HTTPError {
        HTTPError(.cancelled, url: address.redacted, "was cancelled")
    }
}

extension String {
    /// Without control characters: what a server has written must not move a terminal's cursor.
    package var printable: String {
        var text = UnicodeScalarView()
        for scalar in unicodeScalars { text.append(scalar.properties.generalCategory == .control ? " " : scalar) }
        return String(text)
    }
}

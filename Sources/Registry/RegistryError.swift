import HTTP

/// A registry that does not give or take what it should, or an image in it that is no disk.
package struct RegistryError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Value {
            case reference, unauthorized, forbidden, notFound, tooMany, refused, damaged, digest, platform, noDisk
            case tooLarge, diskFull, file, cancelled, http, credentials
        }
        private let value: Value

        /// Not the name of an image.
        package static let reference = Code(value: .reference)
        /// The registry wants credentials, or others than it got.
        package static let unauthorized = Code(value: .unauthorized)
        /// The credentials are right and not enough.
        package static let forbidden = Code(value: .forbidden)
        /// No such image, tag or blob.
        package static let notFound = Code(value: .notFound)
        /// Asked too often.
        package static let tooMany = Code(value: .tooMany)
        /// Any other answer that is none.
        package static let refused = Code(value: .refused)
        /// An answer that cannot be read.
        package static let damaged = Code(value: .damaged)
        /// Bytes that are not those that were named.
        package static let digest = Code(value: .digest)
        /// Nothing for the architecture.
        package static let platform = Code(value: .platform)
        /// An image without a disk, or with several.
        package static let noDisk = Code(value: .noDisk)
        /// More bytes than the caller takes.
        package static let tooLarge = Code(value: .tooLarge)
        package static let diskFull = Code(value: .diskFull)
        /// A file of this host that cannot be read or written.
        package static let file = Code(value: .file)
        package static let cancelled = Code(value: .cancelled)
        /// The registry was not reached, or not whole; the cause is an ``HTTP/HTTPError``.
        package static let http = Code(value: .http)
        /// A file of credentials, or a helper for them, that cannot be used.
        package static let credentials = Code(value: .credentials)
    }

    package let code: Code
    /// The image, or the file, that it is about.
    package let subject: String
    /// What is wrong and what to do about it.
    package let message: String
    /// The answer's status, where there was one.
    package let status: Int?
    package let cause: (any Error)?

    package init(
        _ code: Code, _ subject: String, _ message: String, status: Int? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.subject = subject
        self.message = message.printable
        self.status = status
        self.cause = cause
    }

    package var description: String {
        let text = subject.isEmpty ? message : "\(subject): \(message)"
        return cause.map { "\(text)\n  because: \($0)" } ?? text
    }

    /// Whether another attempt may go better.
    var isPassing: Bool {
        (cause as? HTTPError)?.isPassing ?? status.map(RetryPolicy.isPassing) ?? false
    }

    static func http(_ error: HTTPError, _ subject: String, _ what: String) -> RegistryError {
        let codes: [HTTPError.Code: Code] = [
            .cancelled: .cancelled, .tooLarge: .tooLarge, .diskFull: .diskFull, .file: .file,
        ]
        return RegistryError(codes[error.code] ?? .http, subject, what, status: error.status, cause: error)
    }
}

/// A fixture that cannot be loaded.
public struct FixtureError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of problem.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case unreadable, notFixture, invalid, refused
        }

        private let kind: Kind

        /// The file is not there or cannot be read.
        public static let unreadable = Code(kind: .unreadable)
        /// The document is neither a fixture nor a machine.
        public static let notFixture = Code(kind: .notFixture)
        /// The document is wrong in itself: syntax, fields or types.
        public static let invalid = Code(kind: .invalid)
        /// The document is well formed, and admission refuses it.
        public static let refused = Code(kind: .refused)

        /// The code's name.
        public var description: String { kind.rawValue }
    }

    /// What kind of problem.
    public var code: Code
    /// What is wrong and what to do about it; one problem a line, each with its place where it is known.
    public var message: String
    /// The file.
    public var file: String

    /// An error of this kind.
    public init(_ code: Code, _ message: String, file: String) {
        self.code = code
        self.message = message
        self.file = file
    }

    /// The message.
    public var description: String { message }
}

/// A fixture that cannot be loaded.
public struct FixtureError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of problem.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case unreadable, notFound, notFixture, parameter, invalid, refused
        }

        private let kind: Kind

        /// The file is not there or cannot be read.
        public static let unreadable = Code(kind: .unreadable)
        /// No fixture has this name.
        public static let notFound = Code(kind: .notFound)
        /// The document is neither a fixture nor a machine.
        public static let notFixture = Code(kind: .notFixture)
        /// A parameter was given that the fixture has not, or a value that it does not take, or none where one must be.
        public static let parameter = Code(kind: .parameter)
        /// The document is wrong in itself: syntax, fields or types.
        public static let invalid = Code(kind: .invalid)
        /// The document is well formed, and admission refuses it.
        public static let refused = Code(kind: .refused)

        /// The code's name.
        public var description: String { kind.rawValue }
    }

    /// One mistake.
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// Where it is, as far as that is known.
        public var location: FileLocation?
        /// The path of the field, such as `template.spec.volumes[0]`; empty for the document itself.
        public var field: String
        /// What is wrong with which field, and what to do about it.
        public var message: String

        /// A mistake at a place.
        public init(_ message: String, field: String = "", location: FileLocation? = nil) {
            self.location = location
            self.field = field
            self.message = message
        }

        /// `file:line:column: message`; the message alone where the place is not known.
        public var description: String { location.map { "\($0): \(message)" } ?? message }
    }

    /// What kind of problem.
    public var code: Code
    /// What is wrong and what to do about it; one problem a line, each with its place where it is known.
    public var message: String
    /// The file.
    public var file: String
    /// The problems one by one, in the order of the text; a single one without a place where only the message is known.
    public var problems: [Problem]

    /// An error of this kind.
    public init(_ code: Code, _ message: String, file: String) {
        self.code = code
        self.message = message
        self.file = file
        problems = [Problem(message)]
    }

    /// An error of these problems.
    public init(_ code: Code, _ problems: [Problem], file: String) {
        self.code = code
        self.problems = problems
        self.file = file
        message = problems.map(\.description).joined(separator: "\n")
    }

    /// The message.
    public var description: String { message }
}

/// A text that is not the value it should be.
public struct InvalidValue: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of value was asked for.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case quantity, timestamp, name, label, annotation, duration, fileMode, path
        }

        private let kind: Kind

        /// A Kubernetes quantity.
        public static let quantity = Code(kind: .quantity)
        /// An RFC 3339 time.
        public static let timestamp = Code(kind: .timestamp)
        /// An object's name.
        public static let name = Code(kind: .name)
        /// A label's key or value.
        public static let label = Code(kind: .label)
        /// An annotation under `mayfly.dev/`.
        public static let annotation = Code(kind: .annotation)

        /// A length of time.
        public static let duration = Code(kind: .duration)
        /// Permissions of a file.
        public static let fileMode = Code(kind: .fileMode)
        /// A path of a certain kind.
        public static let path = Code(kind: .path)

        /// The code's name.
        public var description: String { kind.rawValue }
    }

    /// What kind of value was asked for.
    public var code: Code
    /// What is wrong and what to write instead.
    public var message: String
    /// The text that was given, or the key that holds it.
    public var text: String

    /// An error of this kind.
    public init(_ code: Code, _ message: String, text: String) {
        self.code = code
        self.message = message
        self.text = text
    }

    /// The message.
    public var description: String { message }
}

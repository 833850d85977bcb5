/// One reason why an object was refused, in the shape of KubeVirt's webhook (meta/v1 StatusCause).
public struct StatusCause: Sendable, Hashable, Codable {
    /// Path of the field in JSON notation, such as `spec.domain.cpu.cores`; nil when no single field is to blame.
    public var field: String?
    /// Sentence for people.
    public var message: String
    /// Word for programs.
    public var reason: Reason

    /// A value with these fields; what is not given stays unset.
    public init(field: String? = nil, message: String, reason: Reason) {
        self.field = field
        self.message = message
        self.reason = reason
    }
}

extension StatusCause {
    /// Why a field was refused: Kubernetes' cause types.
    public struct Reason: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as Kubernetes writes it.
        public var rawValue: String

        /// A reason by its word.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The value is not allowed.
        public static let fieldValueInvalid = Reason(rawValue: "FieldValueInvalid")
        /// The value is missing.
        public static let fieldValueRequired = Reason(rawValue: "FieldValueRequired")
        /// The value is there already.
        public static let fieldValueDuplicate = Reason(rawValue: "FieldValueDuplicate")
        /// The value names something that is not there.
        public static let fieldValueNotFound = Reason(rawValue: "FieldValueNotFound")
        /// The value is known and not supported here.
        public static let fieldValueNotSupported = Reason(rawValue: "FieldValueNotSupported")
        /// The list has too many items.
        public static let fieldValueTooMany = Reason(rawValue: "FieldValueTooMany")
        /// The text is too long.
        public static let fieldValueTooLong = Reason(rawValue: "FieldValueTooLong")
        /// The value may not be given here.
        public static let fieldValueForbidden = Reason(rawValue: "FieldValueForbidden")
        /// None: the document does not fit its schema, of which KubeVirt says nothing but a message.
        public static let none = Reason(rawValue: "")
    }
}

extension StatusCause: CustomStringConvertible {
    /// Field and message in one line.
    public var description: String {
        guard let field, !message.contains(field) else { return message }
        return "\(field): \(message)"
    }
}

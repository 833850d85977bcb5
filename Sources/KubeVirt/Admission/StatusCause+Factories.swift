extension StatusCause {
    static func invalid(_ message: String, at field: String?) -> StatusCause {
        StatusCause(field: field, message: message, reason: .fieldValueInvalid)
    }

    static func required(_ message: String, at field: String?) -> StatusCause {
        StatusCause(field: field, message: message, reason: .fieldValueRequired)
    }

    static func duplicate(_ message: String, at field: String?) -> StatusCause {
        StatusCause(field: field, message: message, reason: .fieldValueDuplicate)
    }

    static func unsupported(_ message: String, at field: String?) -> StatusCause {
        StatusCause(field: field, message: message, reason: .fieldValueNotSupported)
    }

    static func forbidden(_ message: String, at field: String?) -> StatusCause {
        StatusCause(field: field, message: message, reason: .fieldValueForbidden)
    }

    static func notFound(_ message: String, at field: String?) -> StatusCause {
        StatusCause(field: field, message: message, reason: .fieldValueNotFound)
    }
}

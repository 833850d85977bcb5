import FoundationEssentials
package import KubeVirt

/// What an API server says of a request that it did not do (meta/v1 Status).
package struct Status: Sendable, Hashable, Decodable {
    package var message: String?
    /// A word for programs, such as `AlreadyExists`.
    package var reason: String?
    package var code: Int?
    package var details: Details?

    package struct Details: Sendable, Hashable, Decodable {
        package var name: String?
        package var group: String?
        /// The resource, or the kind.
        package var kind: String?
        package var uid: String?
        package var causes: [Cause]?
        package var retryAfterSeconds: Int?
    }

    package struct Cause: Sendable, Hashable, Decodable {
        package var reason: String?
        package var message: String?
        package var field: String?
    }

    private enum Mark: String, CodingKey { case kind }
    private enum CodingKeys: String, CodingKey { case message, reason, code, details }

    package init(message: String? = nil, reason: String? = nil, code: Int? = nil, details: Details? = nil) {
        self.message = message
        self.reason = reason
        self.code = code
        self.details = details
    }

    package init(from decoder: any Decoder) throws {
        let mark = try decoder.container(keyedBy: Mark.self)
        guard try mark.decode(String.self, forKey: .kind) == "Status" else {
            throw DecodingError.dataCorruptedError(forKey: .kind, in: mark, debugDescription: "not a Status")
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        message = try? container.decodeIfPresent(String.self, forKey: .message)
        reason = try? container.decodeIfPresent(String.self, forKey: .reason)
        code = try? container.decodeIfPresent(Int.self, forKey: .code)
        details = try? container.decodeIfPresent(Details.self, forKey: .details)
    }

    /// Nil when it is none: a proxy on the way has answered.
    package init?(reading body: [UInt8]) {
        guard let status = try? JSONDecoder().decode(Status.self, from: Data(body)) else { return nil }
        self = status
    }

    /// Why, field by field.
    package var causes: [StatusCause] {
        (details?.causes ?? []).map {
            StatusCause(field: $0.field, message: $0.message ?? "", reason: .init(rawValue: $0.reason ?? ""))
        }
    }
}

/// What a list says of itself.
package struct ListMeta: Sendable, Hashable, Decodable {
    package var resourceVersion: String?
    /// Where the next page begins; nil or empty on the last one.
    package var `continue`: String?
}

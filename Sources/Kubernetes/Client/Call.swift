package import HTTP

/// One request as the client makes it, before anybody's credentials are on it.
package struct Call: Sendable {
    package enum Content: String, Sendable {
        case json = "application/json"
        case mergePatch = "application/merge-patch+json"
        case jsonPatch = "application/json-patch+json"
        /// YAML, of which JSON is a part.
        case apply = "application/apply-patch+yaml"
    }

    package var method: HTTPRequest.Method
    package var path: String
    package var query: [(String, String)] = []
    package var body: (content: Content, bytes: [UInt8])?
    /// What it is, for people: `create configmaps work/a`.
    package var operation: String
    /// Whether it may be sent again when nobody knows what became of it.
    package var isRepeatable: Bool

    package init(
        _ method: HTTPRequest.Method, _ path: String, query: [(String, String)] = [],
        body: (content: Content, bytes: [UInt8])? = nil, operation: String, isRepeatable: Bool? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.body = body
        self.operation = operation
        self.isRepeatable = isRepeatable ?? (method == .get)
    }
}

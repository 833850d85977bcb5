/// Who we are, as a request says it. Never printed.
package struct Credentials: Sendable, Hashable {
    /// The whole value of the header `Authorization`.
    package var authorization: String?
    /// A certificate and its key (PEM).
    package var identity: Identity?
    /// The cluster's authorities (PEM), which may change with the rest.
    package var authority: [UInt8]?

    package struct Identity: Sendable, Hashable {
        package var certificate: [UInt8]
        package var key: [UInt8]
    }

    package init(authorization: String? = nil, identity: Identity? = nil, authority: [UInt8]? = nil) {
        self.authorization = authorization
        self.identity = identity
        self.authority = authority
    }
}

extension Credentials: CustomStringConvertible, CustomReflectable {
    package var description: String { "credentials" }
    package var customMirror: Mirror { Mirror(self, children: ["credentials": "…"]) }
}

extension Credentials.Identity: CustomStringConvertible, CustomReflectable {
    package var description: String { "identity" }
    package var customMirror: Mirror { Mirror(self, children: ["identity": "…"]) }
}

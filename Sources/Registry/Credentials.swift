/// What a registry knows somebody by. Never printed.
package struct Credentials: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    package var user: String
    package var password: String
    /// A token that gets others (docker's `identitytoken`), instead of the password.
    package var identityToken: String?

    package init(user: String, password: String, identityToken: String? = nil) {
        self.user = user
        self.password = password
        self.identityToken = identityToken
    }

    package var description: String { "credentials" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

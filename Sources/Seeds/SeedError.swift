/// A seed that cannot be made of what was given: which part, and what to do about it.
package struct SeedError: Error, Sendable, Hashable, CustomStringConvertible {
    package struct Code: Sendable, Hashable {
        private enum Value { case encoding, ignored, tooLarge, identity, object }
        private let value: Value

        /// Something said to be base64 is not.
        package static let encoding = Code(value: .encoding)
        /// Text of which cloud-init would take no notice.
        package static let ignored = Code(value: .ignored)
        package static let tooLarge = Code(value: .tooLarge)
        /// A name, key or address that no guest could use.
        package static let identity = Code(value: .identity)
        /// An object that is not there, or does not hold what is looked for in it.
        package static let object = Code(value: .object)
    }

    package let code: Code
    /// The field at fault, as in a VMI's volume: `userData`, `networkDataBase64`; or the part of the identity.
    package let field: String
    /// What is wrong and what to do; never any of the text itself, which may be a secret.
    package let message: String

    package init(_ code: Code, _ field: String, _ message: String) {
        self.code = code
        self.field = field
        self.message = message
    }

    package var description: String { "\(field): \(message)" }
}

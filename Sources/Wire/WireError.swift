/// Bytes that are not the helper's protocol, and where they went wrong.
package struct WireError: Error, Sendable, Hashable, CustomStringConvertible {
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case badFrame, badMessage, badTree, tooLarge, unsupportedVersion
        }
        private let value: Value
        package var description: String { value.rawValue }

        /// The frame's header or end is wrong.
        package static let badFrame = Code(value: .badFrame)
        /// The frame is whole but what it says is not.
        package static let badMessage = Code(value: .badMessage)
        /// A record of a tree is wrong, or its name leads out of its directory.
        package static let badTree = Code(value: .badTree)
        /// A request does not fit.
        package static let tooLarge = Code(value: .tooLarge)
        /// The two sides have no version in common.
        package static let unsupportedVersion = Code(value: .unsupportedVersion)
    }

    package let code: Code
    /// What failed and what to do about it.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code): \(message)" }
}

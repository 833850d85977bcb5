/// A command line that is not in order.
package struct UsageError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Kind: Hashable, Sendable {
            case unknownCommand, missingCommand, unknownOption, missingValue, unexpectedValue, badValue, repeated
            case missingArgument, unexpectedArgument
        }
        private let kind: Kind

        package static let unknownCommand = Code(kind: .unknownCommand)
        package static let missingCommand = Code(kind: .missingCommand)
        package static let unknownOption = Code(kind: .unknownOption)
        package static let missingValue = Code(kind: .missingValue)
        package static let unexpectedValue = Code(kind: .unexpectedValue)
        package static let badValue = Code(kind: .badValue)
        package static let repeated = Code(kind: .repeated)
        package static let missingArgument = Code(kind: .missingArgument)
        package static let unexpectedArgument = Code(kind: .unexpectedArgument)
    }

    package let code: Code
    package let message: String
    /// The command's names from the program down.
    package let path: [String]
    /// What the program shall exit with.
    package let exitCode: Int32

    package var description: String {
        let name = path.joined(separator: " ")
        return "\(name): \(message)\nTry '\(name) --help'."
    }
}

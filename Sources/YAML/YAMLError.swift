/// Why a text was not read, or a value not written: every problem that was found, in the order of the text.
package struct YAMLError: Error, Sendable, CustomStringConvertible {
    /// What kind of problem.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case syntax, encoding, tooLarge, tooDeep, aliasExpansion, duplicateKey, unsupportedYAML, documentCount
            case unreadable
            case unknownField, notYetSupported, missingField, nullValue, wrongType, invalidValue, cannotEncode
        }

        private let kind: Kind

        /// Not YAML.
        package static let syntax = Code(kind: .syntax)
        /// A file that cannot be read.
        package static let unreadable = Code(kind: .unreadable)
        /// Not UTF-8.
        package static let encoding = Code(kind: .encoding)
        package static let tooLarge = Code(kind: .tooLarge)
        package static let tooDeep = Code(kind: .tooDeep)
        /// Aliases that make a small text a huge value.
        package static let aliasExpansion = Code(kind: .aliasExpansion)
        package static let duplicateKey = Code(kind: .duplicateKey)
        /// YAML that no Kubernetes object needs, such as a list as a key.
        package static let unsupportedYAML = Code(kind: .unsupportedYAML)
        /// None or several documents where one is wanted.
        package static let documentCount = Code(kind: .documentCount)
        package static let unknownField = Code(kind: .unknownField)
        /// A field that is right, but that this version cannot honour.
        package static let notYetSupported = Code(kind: .notYetSupported)
        package static let missingField = Code(kind: .missingField)
        /// A field that is there and null, where that is not the same as not there.
        package static let nullValue = Code(kind: .nullValue)
        package static let wrongType = Code(kind: .wrongType)
        package static let invalidValue = Code(kind: .invalidValue)
        package static let cannotEncode = Code(kind: .cannotEncode)

        package var description: String { kind.rawValue }
    }

    package struct Problem: Sendable, Hashable, CustomStringConvertible {
        package var code: Code
        package var message: String
        package var file: String?
        package var mark: Mark?
        /// Field path such as `spec.domain.devices`; empty for the document itself.
        package var path: String

        package init(_ code: Code, _ message: String, file: String? = nil, mark: Mark? = nil, path: String = "") {
            self.code = code
            self.message = message
            self.file = file
            self.mark = mark
            self.path = path
        }

        /// `file:line:column: path: message`, without what is unknown.
        package var description: String {
            let place = [file, mark?.description].compactMap(\.self).joined(separator: ":")
            return [place, path, message].filter { !$0.isEmpty }.joined(separator: ": ")
        }
    }

    /// Never empty.
    package let problems: [Problem]
    /// How many more there were than anybody reads.
    package let omitted: Int

    package init(_ first: Problem, _ others: [Problem] = [], omitted: Int = 0) {
        problems = [first] + others
        self.omitted = omitted
    }

    package var code: Code { problems[0].code }
    package var message: String { problems[0].message }
    package var file: String? { problems[0].file }
    package var mark: Mark? { problems[0].mark }

    /// One problem a line.
    package var description: String {
        let lines = problems.map(\.description) + (omitted > 0 ? ["and \(omitted) more problems"] : [])
        return lines.joined(separator: "\n")
    }
}

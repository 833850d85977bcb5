/// A scalar: its characters and what they mean by YAML's core schema.
package struct Scalar: Sendable, Hashable {
    package enum Style: Sendable, Hashable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    package enum Kind: Sendable, Hashable {
        case null, bool, int, float, string

        var name: String {
            switch self {
            case .null: "nothing"
            case .bool: "a boolean"
            case .int: "an integer"
            case .float: "a number"
            case .string: "a string"
            }
        }
    }

    package var text: String
    package var style: Style
    package var kind: Kind

    package init(_ text: String, style: Style, kind: Kind) {
        self.text = text
        self.style = style
        self.kind = kind
    }
}

extension Scalar.Kind {
    /// What a plain scalar is by the core schema (YAML 1.2.2, 10.3.2): `yes`, `on` and `1:30` are strings.
    init(resolving text: String) {
        // Most scalars are words, which their first character tells apart from all else.
        guard let first = text.utf8.first else {
            self = .null
            return
        }
        switch first {
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"):
            self = ["~", "null", "Null", "NULL"].contains(text) ? .null : .string
        case UInt8(ascii: "t"), UInt8(ascii: "T"): self = ["true", "True", "TRUE"].contains(text) ? .bool : .string
        case UInt8(ascii: "f"), UInt8(ascii: "F"): self = ["false", "False", "FALSE"].contains(text) ? .bool : .string
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            self = Self.number(text.utf8) ?? .string
        default: self = .string
        }
    }

    private static func number(_ text: String.UTF8View) -> Scalar.Kind? {
        var rest = text[...]
        if rest.first == UInt8(ascii: "0"), let letter = rest.dropFirst().first {
            let digits = rest.dropFirst(2)
            if letter == UInt8(ascii: "o") { return !digits.isEmpty && digits.allSatisfy(isOctal) ? .int : nil }
            if letter == UInt8(ascii: "x") { return !digits.isEmpty && digits.allSatisfy(isHexadecimal) ? .int : nil }
        }
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = rest.prefix(while: isDigit).count
        rest = rest.dropFirst(whole)
        if rest.isEmpty { return whole > 0 ? .int : nil }
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(fraction)
        }
        guard whole + fraction > 0 else { return isSpecial(text) ? .float : nil }
        if rest.isEmpty { return .float }
        guard rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") else { return nil }
        rest.removeFirst()
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit) ? .float : nil
    }

    private static func isSpecial(_ text: String.UTF8View) -> Bool {
        switch String(text) {
        case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "-.inf", "+.Inf", "-.Inf", "+.INF", "-.INF": true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    private static func isOctal(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "7") ~= byte }
    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "F") ~= byte
    }
}

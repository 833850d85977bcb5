import Glibc

extension DecodingSession {
    func string(_ node: Node, _ path: @autoclosure () -> FieldPath) throws -> String {
        guard let scalar = node.scalar, scalar.kind == .string else {
            var expected = "a string"
            if let scalar = node.scalar, scalar.kind != .null { expected += " (write \"\(scalar.text)\")" }
            throw wrongType(expected, node, path())
        }
        return scalar.text
    }

    func bool(_ node: Node, _ path: @autoclosure () -> FieldPath) throws -> Bool {
        guard let scalar = node.scalar, scalar.kind == .bool else { throw wrongType("true or false", node, path()) }
        return scalar.text.lowercased() == "true"
    }

    func double(_ node: Node, _ path: @autoclosure () -> FieldPath) throws -> Double {
        guard let scalar = node.scalar, scalar.kind == .int || scalar.kind == .float else {
            throw wrongType("a number", node, path())
        }
        switch scalar.text.lowercased().drop(while: { $0 == "+" }) {
        case ".nan": return .nan
        case ".inf": return .infinity
        case "-.inf": return -.infinity
        case let text:
            // strtod takes what the core schema allows and Swift does not: `1.` and `.5`.
            guard scalar.kind == .float else { return Double(try integer(Int64.self, node, path())) }
            return strtod(String(text), nil)
        }
    }

    func integer<T: FixedWidthInteger>(_ type: T.Type, _ node: Node, _ path: @autoclosure () -> FieldPath) throws -> T {
        let expected = "a whole number from \(T.min) to \(T.max)"
        guard let scalar = node.scalar, scalar.kind == .int else { throw wrongType(expected, node, path()) }
        let text = scalar.text
        // Plain digits, as nearly all numbers are.
        if text.utf8.first != UInt8(ascii: "0"), text.utf8.first != UInt8(ascii: "+"), let value = T(text) {
            return value
        }
        let digits = text.drop { $0 == "-" || $0 == "+" }
        if digits.count > 1, digits.first == "0", digits.dropFirst().first?.isNumber == true {
            let message =
                "‘\(text)’ is octal to some readers of YAML and decimal to others; write it without leading zeros"
            throw failure(.invalidValue, message, node, path())
        }
        let value: T? =
            if text.hasPrefix("0x") {
                T(text.dropFirst(2), radix: 16)
            } else if text.hasPrefix("0o") {
                T(text.dropFirst(2), radix: 8)
            } else {
                T(text)
            }
        guard let value else { throw wrongType(expected, node, path()) }
        return value
    }
}

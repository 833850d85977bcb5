/// A value of JSON (RFC 8259), as far as the guest agent speaks it: numbers are whole or they are lost.
enum JSONValue: Sendable, Hashable {
    case null
    case truth(Bool)
    case number(Int64?)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self, let value = members[key], value != .null else { return nil }
        return value
    }

    var number: Int64? {
        guard case .number(let number) = self else { return nil }
        return number
    }
    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }
    var truth: Bool? {
        guard case .truth(let truth) = self else { return nil }
        return truth
    }
    var list: [JSONValue]? {
        guard case .list(let list) = self else { return nil }
        return list
    }

    /// One line; an object's members in the order of their names.
    var encoded: String {
        switch self {
        case .null: "null"
        case .truth(let truth): truth ? "true" : "false"
        case .number(let number): number.map(String.init) ?? "null"
        case .text(let text): Self.quoted(text)
        case .list(let list): "[" + list.map(\.encoded).joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { Self.quoted($0.key) + ":" + $0.value.encoded }
                .joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

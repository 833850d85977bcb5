/// A JSON value to be written: keys stay in their order, so that equal values give equal bytes.
///
/// JSON is YAML too: cloud-init reads it after `#cloud-config`, and no YAML writer is needed here.
enum JSON: Sendable, Hashable {
    case text(String)
    case bool(Bool)
    case list([JSON])
    case object([Member])

    struct Member: Sendable, Hashable {
        let key: String
        let value: JSON
    }

    /// An object without the members whose value is nil.
    static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { key, value in value.map { Member(key: key, value: $0) } })
    }

    var text: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .bool(let value): value ? "true" : "false"
        case .list(let items): "[" + items.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
        }
    }

    var bytes: [UInt8] { Array(text.utf8) }

    /// Line breaks of YAML's and characters that it does not take are escaped. No others are: PyYAML, with which cloud-init
    /// reads this, makes two halves of what JSON escapes as a surrogate pair.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x0A: quoted += "\\n"
            case 0..<0x20, 0x7F...0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

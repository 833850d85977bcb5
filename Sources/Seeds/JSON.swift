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

    /// Only ASCII, as JSON lets one write it: U+2028 and its like are line breaks to YAML, but not to JSON.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x0A: quoted += "\\n"
            case 0x20..<0x7F: quoted.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return quoted + "\""
    }
}

/// A JSON value that can be changed at a path.
indirect enum JSON: Sendable, Hashable {
    case object([String: JSON])
    case array([JSON])
    case text(String)
    case number(Int)
    case bool(Bool)

    /// Writes it down, keys in order.
    var rendered: String {
        switch self {
        case .object(let fields):
            "{"
                + fields.sorted { $0.key < $1.key }.map { "\(JSON.text($0).rendered):\($1.rendered)" }
                .joined(separator: ",") + "}"
        case .array(let elements): "[" + elements.map(\.rendered).joined(separator: ",") + "]"
        case .text(let text):
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\u{1}", with: "\\u0001")
                + "\""
        case .number(let number): "\(number)"
        case .bool(let bool): bool ? "true" : "false"
        }
    }

    subscript(key: String) -> JSON? {
        if case .object(let fields) = self { fields[key] } else { nil }
    }
}

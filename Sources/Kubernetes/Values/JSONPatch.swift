package import KubeVirt

/// One step of a JSON patch (RFC 6902). Steps are done all or none.
package enum JSONPatchStep: Sendable, Hashable, Encodable {
    /// At a path such as `/metadata/labels/a~1b`; `-` is the end of a list.
    case add(String, JSONValue)
    case remove(String)
    case replace(String, JSONValue)
    /// Fails the whole patch with a conflict of a kind when the value is another.
    case test(String, JSONValue)
    case move(from: String, to: String)
    case copy(from: String, to: String)

    /// A path of names, with what has a meaning in one escaped (RFC 6901).
    package static func path(_ names: String...) -> String {
        names.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
    }

    private enum Key: String, CodingKey { case op, path, value, from }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        func write(_ op: String, _ path: String, _ value: JSONValue? = nil, from: String? = nil) throws {
            try container.encode(op, forKey: .op)
            try container.encode(path, forKey: .path)
            try container.encodeIfPresent(value, forKey: .value)
            try container.encodeIfPresent(from, forKey: .from)
        }
        switch self {
        case .add(let path, let value): try write("add", path, value)
        case .remove(let path): try write("remove", path)
        case .replace(let path, let value): try write("replace", path, value)
        case .test(let path, let value): try write("test", path, value)
        case .move(let from, let to): try write("move", to, from: from)
        case .copy(let from, let to): try write("copy", to, from: from)
        }
    }
}

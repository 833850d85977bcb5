import Fixtures
import Spelling
import YAML

/// Puts values where parameters stand in a document. Values become scalars and never structure, and what they hold is not
/// read again.
///
/// A plain scalar that is one reference and nothing else becomes what the parameter is: an integer stays one. In quotes
/// or within a longer text, the result is a text.
struct ParameterExpansion {
    let parameters: [String: FixtureParameter]
    let values: [String: ParameterValue]
    private(set) var problems: [YAMLError.Problem] = []
    /// Bytes that were put in; a long value at many places is a bomb.
    private var added = 0

    private static let limit = Limits().bytes

    init(_ parameters: [String: FixtureParameter], _ values: [String: ParameterValue]) {
        self.parameters = parameters
        self.values = values
    }

    mutating func expand(_ node: Node, at path: String = "") -> Node {
        switch node.value {
        case .scalar(let scalar):
            guard let parts = ParameterReference.parts(of: scalar.text) else { return node }
            return Node(.scalar(expand(scalar, parts, node, path)), mark: node.mark)
        case .sequence(let items):
            return Node(
                .sequence(items.enumerated().map { expand($1, at: "\(path)[\($0)]") }), mark: node.mark)
        case .mapping(let mapping):
            var entries = mapping.entries
            for index in entries.indices {
                let key = entries[index].key
                if key.contains(ParameterReference.start) {
                    problem("a parameter cannot be a key; write the key itself", entries[index].keyMark, path)
                }
                entries[index].value = expand(entries[index].value, at: path.isEmpty ? key : "\(path).\(key)")
            }
            return Node(.mapping(Mapping(entries)), mark: node.mark)
        }
    }

    private mutating func expand(
        _ scalar: Scalar, _ parts: [ParameterReference.Part], _ node: Node, _ path: String
    ) -> Scalar {
        var text = ""
        for part in parts {
            switch part {
            case .text(let plain): text += plain
            case .name(let name): text += value(of: name, node, path)
            case .malformed(let rest):
                problem(
                    "‘\(ParameterReference.start)\(rest)’ is no parameter: expected $(params.NAME); write "
                        + "$$(params.…) for these characters themselves", node.mark, path)
            }
        }
        guard parts.count == 1, scalar.style == .plain, case .name(let name) = parts[0],
            let kind = parameters[name]?.type
        else { return Scalar(text, style: scalar.style == .plain ? .doubleQuoted : scalar.style, kind: .string) }
        switch kind {
        case .integer: return Scalar(text, style: .plain, kind: .int)
        case .boolean: return Scalar(text, style: .plain, kind: .bool)
        case .string, .quantity: return Scalar(text, style: .doubleQuoted, kind: .string)
        }
    }

    private mutating func value(of name: String, _ node: Node, _ path: String) -> String {
        guard parameters[name] != nil else {
            var message = "there is no parameter ‘\(name)’"
            if let near = suggestion(for: name, among: parameters.keys.sorted()) {
                message += "; did you mean ‘\(near)’?"
            } else {
                message += "; declare it under parameters, or write $$(params.\(name)) for these characters themselves"
            }
            problem(message, node.mark, path)
            return ""
        }
        // One without a value was told before.
        let text = values[name]?.text ?? ""
        added += text.utf8.count
        guard added <= Self.limit else {
            if added - text.utf8.count <= Self.limit {
                problem("values of parameters make more than \(Self.limit) bytes of it", node.mark, path)
            }
            return ""
        }
        return text
    }

    private mutating func problem(_ message: String, _ mark: Mark?, _ path: String) {
        if problems.count < 100 {
            problems.append(YAMLError.Problem(.invalidValue, message, mark: mark, path: path))
        }
    }
}

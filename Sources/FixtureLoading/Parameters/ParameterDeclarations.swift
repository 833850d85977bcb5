import Fixtures
import Spelling
import YAML

/// The parameters of a fixture: its parent's, but for those that it sets for good, and its own over them.
struct ParameterDeclarations {
    /// By their names, in the order of the text, the parent's first.
    private(set) var names: [String] = []
    private(set) var parameters: [String: FixtureParameter] = [:]
    /// `parameters` in full, with what a short form stands for.
    private var node: Node?

    static let key = "parameters"
    /// More than anybody can choose among.
    private static let most = 256

    /// A fixture's without any.
    init() {}

    init(_ document: Node, over parent: ParameterDeclarations, without settled: Set<String>) throws(YAMLError) {
        let inherited = parent.node.map { Node($0.without(settled).value, mark: $0.mark) }
        var merge = NodeMerge()
        guard let own = document[Self.key] else {
            node = inherited
            names = parent.names.filter { !settled.contains($0) }
            parameters = parent.parameters.filter { !settled.contains($0.key) }
            return
        }
        let full = Self.fullForm(own)
        let merged = merge.merge(full, over: inherited, by: .plain)
        node = merged
        var problems = merge.problems
        for entry in merged.mapping?.entries ?? [] where !ParameterReference.isName(entry.key) {
            problems.append(
                .init(
                    .invalidValue,
                    "expected a name of letters, digits, ‘_’ and ‘-’ with a letter first, got ‘\(entry.key.prefix(100))’",
                    mark: entry.keyMark, path: Self.key))
        }
        for entry in merged.mapping?.entries ?? [] {
            guard let node = entry.value["default"], let text = node.scalar?.text,
                text.contains(ParameterReference.start)
            else { continue }
            problems.append(
                .init(
                    .invalidValue, "a default cannot hang on another parameter", mark: node.mark,
                    path: "\(Self.key).\(entry.key).default"))
        }
        if let count = merged.mapping?.entries.count, count > Self.most {
            problems = [
                .init(
                    .tooLarge, "declares \(count) parameters; at most \(Self.most) are read", mark: own.mark,
                    path: Self.key)
            ]
        }
        if let first = problems.first { throw YAMLError(first, Array(problems.dropFirst())) }
        var part = document.part(Self.key).mapping ?? Mapping()
        for index in part.entries.indices { part.entries[index].value = merged }
        parameters = try YAMLDecoder().decode(Part.self, from: Node(.mapping(part), mark: document.mark)).parameters
        names = (merged.mapping?.entries ?? []).map(\.key)
    }

    private struct Part: Decodable {
        var parameters: [String: FixtureParameter]
    }

    /// `NAME: value` is `NAME: {default: value}`.
    private static func fullForm(_ node: Node) -> Node {
        guard let mapping = node.mapping else { return node }
        return Node(
            .mapping(
                Mapping(
                    mapping.entries.map { entry in
                        guard entry.value.scalar != nil, !entry.value.isNull else { return entry }
                        var short = entry
                        short.key = "default"
                        var full = entry
                        full.value = Node(.mapping(Mapping([short])), mark: entry.value.mark)
                        return full
                    })), mark: node.mark)
    }

    /// Where a parameter is declared.
    func mark(of name: String) -> Mark? { node?.mapping?.entries.first { $0.key == name }?.keyMark }

    /// Where its default stands.
    func defaultMark(of name: String) -> Mark? { node?[name]?["default"]?.mark ?? mark(of: name) }

    /// What a name that is none may have meant, for an error.
    func unknown(_ name: String) -> String {
        if let near = suggestion(for: name, among: names) { return "; did you mean ‘\(near)’?" }
        return names.isEmpty ? "; it has none" : "; it has \(names.joined(separator: ", "))"
    }
}

import YAML

/// A child's document over its parent's, by the rules of ``MergeRule``.
struct NodeMerge {
    private(set) var problems: [YAMLError.Problem] = []

    private static let patch = "$patch"

    mutating func merge(_ child: Node, over parent: Node?, by rule: MergeRule = .fixture) -> Node {
        merge(child, over: parent, rule, at: "")
    }

    /// What a child has of a document: its name and description are not the child's.
    static func inheritable(_ document: Node) -> Node {
        document.changing("metadata") { metadata in
            metadata.without(["name", "generateName"]).changing("annotations") { $0.without([Description.annotation]) }
        }
    }

    private mutating func merge(_ child: Node, over parent: Node?, _ rule: MergeRule, at path: String) -> Node {
        switch (child.value, rule) {
        case (.mapping(let mapping), _): return merge(mapping, child, over: parent, rule, at: path)
        case (.sequence(let items), .byName(let item)):
            return Node(.sequence(byName(items, over: parent?.sequence ?? [], item, at: path)), mark: child.mark)
        case (.sequence(let items), .append):
            return Node(.sequence((parent?.sequence ?? []) + items), mark: child.mark)
        case (.sequence(let items), _):
            return Node(
                .sequence(items.enumerated().map { merge($1, over: nil, .plain, at: "\(path)[\($0)]") }),
                mark: child.mark)
        case (.scalar, _): return child
        }
    }

    private mutating func merge(
        _ child: Mapping, _ node: Node, over parent: Node?, _ rule: MergeRule, at path: String
    ) -> Node {
        let replaces = isReplacement(child, at: path)
        var entries = replaces ? [] : parent?.mapping?.entries ?? []
        // What the child chooses is instead of what the parent chose.
        for choice in rule.choices {
            let chosen = Set(child.entries.map(\.key).filter { choice.contains($0) && $0 != Self.patch })
            if !chosen.isEmpty { entries.removeAll { choice.contains($0.key) && !chosen.contains($0.key) } }
        }
        let places = Dictionary(entries.enumerated().map { ($1.key, $0) }) { first, _ in first }
        var result: [Mapping.Entry?] = entries
        for entry in child.entries where entry.key != Self.patch {
            let place = places[entry.key]
            if entry.value.isNull {
                // Beneath nothing it stays: what it means there is the field's own affair.
                if let place { result[place] = nil } else if parent == nil { result.append(entry) }
                continue
            }
            var merged = entry
            merged.value = merge(
                entry.value, over: place.map { entries[$0].value }, rule.rule(for: entry.key),
                at: path.isEmpty ? entry.key : "\(path).\(entry.key)")
            if let place { result[place] = merged } else { result.append(merged) }
        }
        return Node(.mapping(Mapping(result.compactMap(\.self))), mark: node.mark)
    }

    /// The parent's items with the child's over them, then the child's new ones. A name that the child has twice stays
    /// twice, so that it is refused.
    private mutating func byName(_ items: [Node], over parent: [Node], _ rule: MergeRule, at path: String) -> [Node] {
        var result: [Node?] = parent
        var places: [String: Int] = [:]
        for (index, item) in parent.enumerated() {
            if let name = item["name"]?.scalar?.text, places[name] == nil { places[name] = index }
        }
        for (index, item) in items.enumerated() {
            let place = "\(path)[\(index)]"
            let name = item["name"]?.scalar?.text
            let known = name.flatMap { places.removeValue(forKey: $0) }
            guard item[Self.patch]?.scalar?.text == "delete" else {
                let merged = merge(item, over: known.flatMap { result[$0] }, rule, at: place)
                if let known { result[known] = merged } else { result.append(merged) }
                continue
            }
            guard let known else {
                problem("there is no ‘\(name ?? "")’ in the parent to remove", item, place)
                continue
            }
            result[known] = nil
        }
        return result.compactMap(\.self)
    }

    private mutating func isReplacement(_ mapping: Mapping, at path: String) -> Bool {
        guard let node = mapping[Self.patch] else { return false }
        let text = node.scalar?.text ?? ""
        if text != "replace" {
            problem(
                "expected replace, or delete in an item of a list that merges by names, got ‘\(text.prefix(60))’", node,
                path.isEmpty ? Self.patch : path + "." + Self.patch)
        }
        return true
    }

    private mutating func problem(_ message: String, _ node: Node, _ path: String) {
        problems.append(YAMLError.Problem(.invalidValue, message, mark: node.mark, path: path))
    }
}

extension Node {
    /// The mapping with one value changed, if it is there.
    fileprivate func changing(_ key: String, _ change: (Node) -> Node) -> Node {
        guard var mapping, let index = mapping.entries.firstIndex(where: { $0.key == key }) else { return self }
        mapping.entries[index].value = change(mapping.entries[index].value)
        return Node(.mapping(mapping), mark: mark)
    }
}

/// Makes value trees of a parser's events: anchors, tags, merge keys and all bounds.
final class Composer {
    /// A value under an anchor, with what an alias to it costs.
    struct Anchored {
        var node: Node
        var count: Int
        var height: Int
    }

    private let reader: EventReader
    let file: String?
    let limits: Limits
    private var anchors: [String: Anchored?] = [:]
    private var expanded = 0
    private var nodes = 0

    init(_ input: Input, limits: Limits) throws(YAMLError) {
        reader = try EventReader(input)
        file = input.file
        self.limits = limits
    }

    /// The next document; nil at the end of the text.
    func document() throws(YAMLError) -> Node? {
        guard case .documentStart = try reader.next().event else { return nil }
        (anchors, expanded, nodes) = ([:], 0, 0)
        let (event, mark) = try reader.next()
        let root = try compose(event, mark, depth: 0).node
        _ = try reader.next()
        return root
    }

    private func compose(
        _ event: EventReader.Event, _ mark: Mark, depth: Int
    ) throws(YAMLError) -> Anchored {
        nodes += 1
        guard nodes <= limits.nodes else { throw failure(.tooLarge, tooManyValues(limits.nodes), mark) }
        switch event {
        case .alias(let name): return try expand(name, mark, depth: depth)
        case .scalar(let anchor, let tag, let text, let style):
            let kind = try kind(of: text, style: style, tag: tag, mark)
            let node = Node(.scalar(Scalar(text, style: style, kind: kind)), mark: mark)
            return remember(Anchored(node: node, count: 1, height: 0), as: anchor)
        case .sequenceStart(let anchor, let tag):
            try check(tag, is: "seq", mark)
            try enter(anchor, mark, depth: depth)
            return remember(try sequence(mark, depth: depth + 1), as: anchor)
        case .mappingStart(let anchor, let tag):
            try check(tag, is: "map", mark)
            try enter(anchor, mark, depth: depth)
            return remember(try mapping(mark, depth: depth + 1), as: anchor)
        case .streamEnd, .documentStart, .documentEnd, .collectionEnd:
            throw failure(.syntax, "not valid YAML: a value is missing", mark)
        }
    }

    private func sequence(_ mark: Mark, depth: Int) throws(YAMLError) -> Anchored {
        var items: [Node] = []
        var result = Anchored(node: Node(.sequence([])), count: 1, height: 1)
        while true {
            let (event, itemMark) = try reader.next()
            if case .collectionEnd = event { break }
            let item = try compose(event, itemMark, depth: depth)
            items.append(item.node)
            result.include(item)
        }
        result.node = Node(.sequence(items), mark: mark)
        return result
    }

    private func mapping(_ mark: Mark, depth: Int) throws(YAMLError) -> Anchored {
        var builder = MappingBuilder()
        var result = Anchored(node: Node(.mapping(Mapping())), count: 1, height: 1)
        while true {
            let (keyEvent, keyMark) = try reader.next()
            if case .collectionEnd = keyEvent { break }
            let key = try compose(keyEvent, keyMark, depth: depth)
            guard let scalar = key.node.scalar else {
                throw failure(.unsupportedYAML, "a mapping's key must be a scalar, not \(key.node.kindName)", keyMark)
            }
            let (valueEvent, valueMark) = try reader.next()
            let value = try compose(valueEvent, valueMark, depth: depth)
            result.include(value)
            if scalar.text == "<<", scalar.style == .plain, scalar.kind == .string {
                let merged = try merge(value.node, keyMark)
                try spend(merged.count, keyMark)
                result.count += merged.count
                builder.merge(merged)
            } else if let first = builder.add(.init(key: scalar.text, keyMark: keyMark, value: value.node)) {
                throw duplicateKey(scalar.text, first: first, file: file, keyMark)
            }
        }
        result.node = Node(.mapping(builder.mapping), mark: mark)
        return result
    }

    private func merge(_ value: Node, _ mark: Mark) throws(YAMLError) -> [Mapping.Entry] {
        if let mapping = value.mapping { return mapping.entries }
        guard let items = value.sequence, items.allSatisfy({ $0.mapping != nil }) else {
            throw failure(.unsupportedYAML, "the merge key ‘<<’ takes a mapping or a list of mappings", mark)
        }
        return items.flatMap { $0.mapping?.entries ?? [] }
    }

    private func enter(_ anchor: String?, _ mark: Mark, depth: Int) throws(YAMLError) {
        try check(depth: depth + 1, mark)
        // Known but unfinished: an alias to it from within would never end.
        if let anchor { anchors[anchor] = .some(nil) }
    }

    private func remember(_ value: Anchored, as anchor: String?) -> Anchored {
        if let anchor { anchors[anchor] = value }
        return value
    }

    private func expand(_ name: String, _ mark: Mark, depth: Int) throws(YAMLError) -> Anchored {
        guard let known = anchors[name] else {
            throw failure(.syntax, "alias ‘*\(name)’ has no anchor ‘&\(name)’ before it", mark)
        }
        guard let value = known else {
            throw failure(.aliasExpansion, "alias ‘*\(name)’ stands inside its own value, which would never end", mark)
        }
        try spend(value.count, mark)
        try check(depth: depth + value.height, mark)
        return value
    }

    private func spend(_ count: Int, _ mark: Mark) throws(YAMLError) {
        expanded += count
        guard expanded <= limits.expandedNodes else {
            throw failure(
                .aliasExpansion, "aliases expand to more than \(limits.expandedNodes) values; write fewer of them", mark
            )
        }
    }

    private func check(depth: Int, _ mark: Mark) throws(YAMLError) {
        guard depth <= limits.depth else {
            throw failure(.tooDeep, tooDeep(limits.depth), mark)
        }
    }

    func failure(_ code: YAMLError.Code, _ message: String, _ mark: Mark) -> YAMLError {
        YAMLError(.init(code, message, file: file, mark: mark))
    }
}

extension Composer.Anchored {
    fileprivate mutating func include(_ child: Composer.Anchored) {
        count += child.count
        height = max(height, child.height + 1)
    }
}

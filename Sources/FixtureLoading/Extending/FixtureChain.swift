import Fixtures
import KubeVirt
import YAML

/// A fixture's document, those that it extends, and what becomes of them together.
struct FixtureChain {
    private struct Level {
        var documents: FixtureDocuments
        var node: Node
        var extends: Extends?
        var declarations = ParameterDeclarations()

        var file: String { documents.file.name }
    }

    /// The child first.
    private var levels: [Level] = []
    private(set) var places = Places()

    /// More parents than anybody can follow.
    private static let deepest = 16

    /// Reads every parent; what is already being read, which `trail` has, is not read again.
    init(_ first: FixtureDocuments, _ loader: FixtureLoader, _ trail: FixtureTrail) throws(FixtureError) {
        var (next, trail) = (first, trail)
        while true {
            let extends = try append(next)
            guard let extends else { break }
            let mark = levels.last?.node[Extends.key]?.mark
            do throws(FixtureError) {
                let file = try loader.find(extends.place, from: next.file)
                try trail.enter(file)
                guard levels.count < Self.deepest else {
                    throw FixtureError(
                        .invalid, "extends more than \(Self.deepest - 1) fixtures, one over the other", file: file.name)
                }
                next = try loader.documents(file)
            } catch {
                throw error.at(error.problems.first?.location == nil ? places.location(mark) : nil, Extends.key)
            }
            guard case .fixture = try DocumentType(next.node, file: next.file.name) else {
                throw FixtureError(
                    .notFixture,
                    [
                        .init(
                            "extends: \(next.file.name) is a \(VirtualMachineInstance.kind); only a fixture can be extended",
                            field: Extends.key, location: places.location(mark))
                    ], file: next.file.name)
            }
        }
        try declare()
    }

    private mutating func append(_ documents: FixtureDocuments) throws(FixtureError) -> Extends? {
        let node = places.add(documents.node, of: documents.file)
        let places = places
        let extends = try places.checked { () throws(YAMLError) in try Extends.read(node) }
        levels.append(Level(documents: documents, node: node, extends: extends))
        return extends
    }

    private mutating func declare() throws(FixtureError) {
        var parent = ParameterDeclarations()
        for index in levels.indices.reversed() {
            let level = levels[index]
            let settled = level.extends.map { Set($0.with.keys) } ?? []
            parent = try places.checked { () throws(YAMLError) in
                try ParameterDeclarations(level.node, over: parent, without: settled)
            }
            levels[index].declarations = parent
        }
    }

    /// The parameters that may be given.
    var declarations: ParameterDeclarations { levels.first?.declarations ?? ParameterDeclarations() }

    /// The one document, with every parameter in its place, and the objects of all files.
    func resolve(_ given: [String: ParameterValue]) throws(FixtureError) -> (Node, CompanionObjects) {
        var gifts = given.mapValues { GivenValue(value: $0) }
        var documents: [Node] = []
        for index in levels.indices {
            let level = levels[index]
            let values = try level.declarations.values(gifts, places, file: level.file)
            let (node, with) = try expand(level, values)
            documents.append(node)
            guard levels.indices.contains(index + 1) else { break }
            let parent = levels[index + 1]
            // What its child knows under the same name, it is given too.
            gifts = values.filter { parent.declarations.parameters[$0.key] != nil }
                .mapValues { GivenValue(value: $0, mark: nil) }
            for name in gifts.keys {
                gifts[name]?.mark = given[name] == nil ? level.declarations.defaultMark(of: name) : nil
            }
            gifts.merge(with) { _, own in own }
        }
        return (try merge(documents), objects)
    }

    private func expand(
        _ level: Level, _ values: [String: ParameterValue]
    ) throws(FixtureError) -> (Node, [String: GivenValue]) {
        var expansion = ParameterExpansion(level.declarations.parameters, values)
        let body = expansion.expand(level.node.without([Extends.key, ParameterDeclarations.key]))
        let head = expansion.expand(level.node.part(Extends.key))
        if let first = expansion.problems.first {
            throw places.error(.invalid, YAMLError(first, Array(expansion.problems.dropFirst())))
        }
        let extends = try places.checked { () throws(YAMLError) in try Extends.read(head) }
        let with = (extends?.with ?? [:]).map { name, value in
            (name, GivenValue(value: value, mark: head[Extends.key]?["with"]?[name]?.mark))
        }
        return (body, Dictionary(with) { first, _ in first })
    }

    private func merge(_ documents: [Node]) throws(FixtureError) -> Node {
        guard let root = documents.last, documents.count > 1 else {
            return documents.first ?? Node(.mapping(Mapping()))
        }
        var merge = NodeMerge()
        let merged = documents.dropLast().reversed().reduce(root) { merge.merge($1, over: NodeMerge.inheritable($0)) }
        if let first = merge.problems.first {
            throw places.error(.invalid, YAMLError(first, Array(merge.problems.dropFirst())))
        }
        return merged
    }

    private var objects: CompanionObjects {
        levels.reversed().reduce(CompanionObjects()) { $1.documents.objects.over($0) }
    }
}

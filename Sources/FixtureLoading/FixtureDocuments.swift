import Fixtures
import KubeVirt
import YAML

/// A file's documents: the fixture or machine, and the objects beside it.
struct FixtureDocuments {
    var file: FixtureFile
    var node: Node
    var objects = CompanionObjects()

    init(file: FixtureFile, node: Node) {
        self.file = file
        self.node = node
    }

    init(_ file: FixtureFile, _ bytes: [UInt8]) throws(FixtureError) {
        let name = file.name
        let documents: [Node]
        do throws(YAMLError) {
            documents = try YAMLParser().documents(in: bytes, file: name)
        } catch {
            throw Self.error(error, name)
        }
        var objects = CompanionObjects()
        var recipe: Node?
        for node in documents where !node.isNull {
            if try objects.take(node, name) { continue }
            guard recipe == nil else {
                let mark = node.mark ?? Mark(line: 1, column: 1)
                throw FixtureError(
                    .notFixture,
                    [
                        .init(
                            "a second fixture or machine begins; a file holds one, and objects that it names",
                            location: FileLocation(file: name, line: mark.line, column: mark.column))
                    ], file: name)
            }
            recipe = node
        }
        guard let node = recipe ?? documents.first else {
            throw FixtureError(.notFixture, "\(name): holds no document, and so no fixture", file: name)
        }
        self.init(file: file, node: node)
        self.objects = objects
    }

    /// A text that is not YAML, with the places that it tells itself.
    static func error(_ error: YAMLError, _ file: String) -> FixtureError {
        var places = Places()
        _ = places.add(Node(.mapping(Mapping())), of: .named(file))
        return places.error(.invalid, error)
    }
}

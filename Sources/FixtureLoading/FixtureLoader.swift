package import Fixtures
import KubeVirt
import YAML

/// Makes fixtures of files: a `Fixture`, or a bare `VirtualMachineInstance` as KubeVirt takes it.
package struct FixtureLoader: Sendable {
    package init() {}

    /// Reads a file: one fixture or machine, and any objects that it names. Relative `source` paths start at the file's
    /// directory.
    package func load(path: String) throws(FixtureError) -> Fixture {
        try fixture(from: readFile(path, limit: Limits().bytes), file: path)
    }

    /// Reads the documents of a text; `file` is where it stands.
    package func fixture(from bytes: [UInt8], file: String) throws(FixtureError) -> Fixture {
        let documents = try valid(file) { () throws(YAMLError) in try YAMLParser().documents(in: bytes, file: file) }
        var objects = CompanionObjects()
        var recipe: Node?
        for node in documents where !node.isNull {
            if try objects.take(node, file) { continue }
            guard recipe == nil else {
                let mark = node.mark ?? Mark(line: 1, column: 1)
                throw FixtureError(
                    .notFixture,
                    "\(file):\(mark): a second fixture or machine begins; a file holds one, and objects that it names",
                    file: file)
            }
            recipe = node
        }
        guard let node = recipe ?? documents.first else {
            throw FixtureError(.notFixture, "\(file): holds no document, and so no fixture", file: file)
        }
        var fixture = try fixture(node, file)
        fixture.objects = objects
        return fixture
    }

    private func fixture(_ node: Node, _ file: String) throws(FixtureError) -> Fixture {
        switch try DocumentType(node, file: file) {
        case .fixture:
            var fixture = try valid(file) { () throws(YAMLError) in
                try YAMLDecoder().decode(Fixture.self, from: node, file: file)
            }
            try admit(fixture.admission() + fixture.cloudInitCauses(), node, file)
            fixture.locate(node, file: file)
            return fixture
        case .machine:
            let machine = try valid(file) { () throws(YAMLError) in
                try YAMLDecoder().decode(VirtualMachineInstance.self, from: node, file: file)
            }
            let causes = machine.admission(under: .singleHost) + machine.spec.impossibleCauses(at: "spec")
            try admit(causes + machine.spec.cloudInitCauses(at: "spec"), node, file)
            return Fixture(machine)
        }
    }

    private func valid<T>(_ file: String, _ body: () throws(YAMLError) -> T) throws(FixtureError) -> T {
        do {
            return try body()
        } catch {
            throw FixtureError(.invalid, error.description, file: file)
        }
    }

    private func admit(_ causes: [StatusCause], _ node: Node, _ file: String) throws(FixtureError) {
        guard !causes.isEmpty else { return }
        let lines = causes.map { cause in
            let mark = node.nearest(toField: cause.field ?? "").mark ?? Mark(line: 1, column: 1)
            return "\(file):\(mark): \(cause)"
        }
        throw FixtureError(.refused, lines.joined(separator: "\n"), file: file)
    }
}

package import Fixtures
import YAML

/// A parameter by its name.
package struct NamedParameter: Sendable, Encodable {
    package var name: String
    package var declaration: FixtureParameter
}

/// What a list says of a fixture.
package struct FixtureSummary: Sendable, Encodable {
    package var name: String
    /// Its path; for those that come with Mayfly, their name under `<mayfly>`.
    package var file: String
    package var origin: FixtureSearchPath.Origin
    package var isShadowed: Bool
    package var description: String?
    package var parameters: [NamedParameter] = []
    /// Why no more can be said.
    package var problem: String?
}

extension FixtureLoader {
    /// What a list says of a fixture; one that is wrong is listed too.
    package func summary(_ entry: FixtureSearchPath.Entry) -> FixtureSummary {
        var summary = FixtureSummary(
            name: entry.name, file: entry.file.name, origin: entry.origin, isShadowed: entry.isShadowed)
        do throws(FixtureError) {
            let bytes = try entry.file.bytes(limit: Limits().bytes)
            let documents = try FixtureDocuments(entry.file, bytes)
            summary.description = Description.of(documents.node, bytes)
            summary.parameters = try parameters(documents)
        } catch {
            summary.problem = error.message
        }
        return summary
    }

    /// The parameters that may be given to a fixture, its parents' among them, in the order of the text.
    package func parameters(of place: FixtureSource.Place) throws(FixtureError) -> [NamedParameter] {
        try parameters(documents(searchPath.find(place)))
    }

    private func parameters(_ documents: FixtureDocuments) throws(FixtureError) -> [NamedParameter] {
        guard case .fixture = try DocumentType(documents.node, file: documents.file.name) else { return [] }
        let declarations = try FixtureChain(documents, self, FixtureTrail(documents.file)).declarations
        return declarations.names.compactMap { name in
            declarations.parameters[name].map { NamedParameter(name: name, declaration: $0) }
        }
    }
}

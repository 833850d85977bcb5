import FixtureLoading
import Fixtures

/// A fixture of a package with its name in Swift.
struct NamedFixture {
    var file: String
    var name: SwiftName
    var description: String?
    /// As text; nil where it cannot be made without values for its parameters.
    var archive: String?
    var hasParameters: Bool

    init(_ file: String, _ loader: FixtureLoader) throws(FixtureError) {
        self.file = file
        name = try SwiftName(file: file)
        let summary = loader.summary(
            .init(name: name.text, file: FixtureFile(path: file), origin: .project))
        description = summary.description
        let parameters = try loader.parameters(of: .path(file))
        hasParameters = !parameters.isEmpty
        guard parameters.allSatisfy({ $0.declaration.default != nil }) else { return }
        let fixture = try loader.load(path: file)
        archive = try Self.archive(fixture, file)
    }

    /// What does not come back as it was would be found only when a test runs.
    private static func archive(_ fixture: Fixture, _ file: String) throws(FixtureError) -> String {
        do {
            let text = try FixtureArchive(fixture).text
            if try FixtureArchive(text: text).whole == fixture { return text }
        } catch {
            throw FixtureError(.invalid, "it cannot be kept as text: \(error)", file: file)
        }
        throw FixtureError(
            .invalid, "it does not come back from its text as it was; this is a fault of Mayfly's", file: file)
    }
}

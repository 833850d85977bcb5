import Fixtures
import Mayfly

/// Where a test's fixture comes from.
enum FixtureReference: Sendable, Hashable {
    case fixture(Fixture)
    /// On the search path.
    case named(String, parameters: [String: ParameterValue])
    case file(String, parameters: [String: ParameterValue])

    func load() throws(FixtureError) -> Fixture {
        switch self {
        case .fixture(let fixture): fixture
        case .named(let name, let parameters): try Fixture(named: name, parameters: parameters)
        case .file(let path, let parameters): try Fixture(path: path, parameters: parameters)
        }
    }
}

extension FixtureReference: CustomStringConvertible {
    var description: String {
        switch self {
        case .fixture(let fixture): "the fixture \(fixture.name)"
        case .named(let name, _): "the fixture \(name)"
        case .file(let path, _): "the fixture in \(path)"
        }
    }
}

import FixtureLoading
import Fixtures

/// A fixture that a command line names and that cannot be loaded.
struct FixtureProblem: Error, Sendable {
    var fixture: String
    var error: FixtureError
}

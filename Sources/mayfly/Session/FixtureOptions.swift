import FixtureLoading
import Fixtures
import Terminal

/// The words by which a command line names a fixture and sets its parameters.
enum FixtureOptions {
    static let set = RepeatedOption(
        "set", .keyValue.named("NAME=VALUE"), "Give a parameter of the fixture a value; see 'mayfly fixture show'.")

    /// A fixture by its name or path.
    static let word = ValueKind<String>.path.named("FIXTURE", hint: .linesOrFile(of: ["fixture", "list", "--names"]))

    static func place(_ word: String) -> FixtureSource.Place { FixtureSource.Place(word: word) }

    /// What is set; the last one of a name counts.
    static func parameters(_ invocation: Invocation) -> [String: ParameterValue] {
        Dictionary(invocation[set].map { ($0.key, ParameterValue($0.value)) }) { _, last in last }
    }
}

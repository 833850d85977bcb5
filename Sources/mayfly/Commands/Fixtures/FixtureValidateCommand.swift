import FixtureLoading
import Fixtures
import Mayfly
import Terminal

/// `mayfly fixture validate`.
enum FixtureValidateCommand: RunnableCommand {
    static let fixtures = RepeatedArgument(
        "FIXTURE", FixtureOptions.word, "Fixtures by their names or paths.", atLeastOne: true)

    static let spec = CommandSpec(
        "validate", "Tell every mistake of fixtures, with its place",
        discussion: """
            Reads each fixture with all that it extends and all that its image begins with. Nothing is built or booted. As \
            json it is a list of {"fixture", "name", "valid", "problems": [{"file", "line", "column", "field", "message"}]}, \
            with "error": true where a fixture could not be judged.
            """,
        options: [FixtureOptions.set.spec, OutputOption.option.spec], arguments: [fixtures.spec],
        exitCodes: [
            ExitCode("0", "All are right."), ExitCode("1", "One is wrong."),
            ExitCode(
                "2", "One could not be judged, for it is not there or lacks a parameter's value, and none is wrong."),
        ],
        examples: [
            Example("mayfly fixture validate Fixtures/*.yaml", "all of a project"),
            Example("mayfly fixture validate web --set CPUS=4 -o json", "one, with a parameter set, for programs"),
        ])

    static func status(of error: any Error) -> Int32 { 2 }

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let loader = FixtureLoader()
        let parameters = FixtureOptions.parameters(invocation)
        let verdicts = invocation[fixtures].map { word in
            do throws(FixtureError) {
                let fixture = try loader.load(FixtureOptions.place(word), parameters: parameters)
                return FixtureVerdict(word, fixture)
            } catch {
                return FixtureVerdict(word, error)
            }
        }
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(verdicts))
        } else {
            Standard.output.write(verdicts.map(\.text).joined())
        }
        return verdicts.contains { !$0.valid && !$0.error } ? 1 : verdicts.contains(where: \.error) ? 2 : 0
    }
}

/// What is said of one fixture.
struct FixtureVerdict: Encodable {
    struct Problem: Encodable {
        var file: String?
        var line: Int?
        var column: Int?
        var field: String?
        var message: String
    }

    var fixture: String
    var name: String?
    var valid: Bool
    /// Whether it could not be judged.
    var error = false
    var problems: [Problem] = []

    init(_ word: String, _ fixture: Fixture) {
        self.fixture = word
        name = fixture.name
        valid = true
    }

    init(_ word: String, _ error: FixtureError) {
        fixture = word
        valid = false
        self.error = ![.invalid, .refused].contains(error.code)
        problems = error.problems.map {
            Problem(
                file: $0.location?.file, line: $0.location?.line, column: $0.location?.column,
                field: $0.field.isEmpty ? nil : $0.field, message: $0.message)
        }
    }

    /// For people.
    var text: String {
        let verdict = valid ? "right" : error ? "cannot be judged" : "wrong"
        return problems.reduce("\(fixture.printableLines): \(verdict)\n") { text, problem in
            var place = ""
            if let file = problem.file, let line = problem.line, let column = problem.column {
                place = "\(file):\(line):\(column): "
            }
            return text + "  \((place + problem.message).printableLines)\n"
        }
    }
}

import FixtureLoading
import Fixtures
import Machines

/// What GitHub's runner makes marks and folds of: workflow commands, lines that begin with `::`.
enum GitHubAnnotations {
    /// Whether this process runs in a workflow.
    static var isWanted: Bool { environment["GITHUB_ACTIONS"] == "true" }

    /// What a person reads of a trial, marked and with what the trial left, folded, where it did not pass.
    ///
    /// A guest's words could be commands to the runner: they are put between two lines with a token that nobody can know
    /// beforehand.
    static func text(of result: TrialResult, summary: String, token: String = token()) -> String {
        guard let (step, failure) = result.failure else { return summary }
        let name = result.trial.name
        var words: [(title: String, text: String)] = []
        if step == .command { words = [("stdout", result.output.text), ("stderr", result.errorOutput.text)] }
        words.append(("console", result.console))
        let fold = words.filter { !$0.text.isEmpty }.map { "--- \($0.title) ---\n\($0.text)" }.joined(separator: "\n")
        return "::error title=\(property("\(name): \(step.rawValue)"))::\(data(failure.details))\n"
            + quoted(summary, token) + "::group::\(data(name))\n" + quoted(fold, token) + "::endgroup::\n"
    }

    private static func quoted(_ text: String, _ token: String) -> String {
        let end = text.unicodeScalars.last == "\n" ? "" : "\n"
        return "::stop-commands::\(token)\n\(text)\(end)::\(token)::\n"
    }

    /// A mark at each mistake of a fixture.
    static func text(of problem: FixtureProblem) -> String {
        problem.error.problems.map { mistake in
            var place = ""
            if let location = mistake.location {
                place = " file=\(property(location.file)),line=\(location.line),col=\(location.column)"
            }
            return "::error\(place)::\(data(mistake.message))\n"
        }.joined()
    }

    static func token() -> String {
        (0..<2).map { _ in String(UInt64.random(in: 0 ... .max), radix: 36) }.joined()
    }

    private static func data(_ text: String) -> String { escaped(text, ["%", "\r", "\n"]) }

    private static func property(_ text: String) -> String { escaped(text, ["%", "\r", "\n", ":", ","]) }

    /// By scalars: a return and a line end are one character.
    private static func escaped(_ text: String, _ special: Set<Unicode.Scalar>) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            guard special.contains(scalar) else { return result.unicodeScalars.append(scalar) }
            let number = String(scalar.value, radix: 16, uppercase: true)
            result += "%" + (number.count < 2 ? "0" : "") + number
        }
    }
}

import Mayfly
import Terminal

/// What a person reads of trials.
enum TrialSummary {
    private static let mostLines = 20

    /// A trial that has ended; under one that did not pass, why.
    static func text(of result: TrialResult, style: TerminalStyle) -> String {
        let name = result.trial.name.printable
        let time = DurationText.format(result.duration)
        guard let (step, failure) = result.failure else {
            let word = result.verdict == .passed ? style.green("ok    ") : style.dim("not run ")
            return "\(word)\(name)  \(time)\n"
        }
        let word = style.red(result.verdict == .failed ? "FAIL  " : "ERROR ")
        let head = "\(word)\(name)  \(time)  \(step.rawValue): \(failure.details.printableLines)"
        let words = step == .command ? lastWords(of: result).map { "\n  | \($0.printable)" }.joined() : ""
        return head + words + (result.folder.map { "\n  see \($0.printable)" } ?? "") + "\n"
    }

    /// The end of what the command said: of its errors, where it had some.
    private static func lastWords(of result: TrialResult) -> [String] {
        let text = result.errorOutput.bytes.isEmpty ? result.output.text : result.errorOutput.text
        return text.unicodeScalars.split(separator: "\n").suffix(mostLines).map { String($0) }
    }

    /// The last line.
    static func total(_ counts: TrialReport.Counts, took duration: Duration) -> String {
        var parts = ["\(counts.passed) of \(counts.trials) passed"]
        if counts.failed > 0 { parts.append("\(counts.failed) failed") }
        if counts.errors > 0 { parts.append("\(counts.errors) could not be tried") }
        if counts.notRun > 0 { parts.append("\(counts.notRun) not run") }
        return parts.joined(separator: ", ") + " in " + DurationText.format(duration) + "\n"
    }
}

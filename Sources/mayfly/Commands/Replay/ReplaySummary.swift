import Boots

/// What `mayfly replay --output json` prints.
struct ReplaySummary: Encodable {
    enum Outcome: String, Encodable {
        case same, differs, stopped, ended
        case passedBy = "passed-by"
    }

    var outcome: Outcome
    /// In a sentence.
    var reason: String
    /// What this process exits with.
    var exitStatus: Int32
    /// Where it was stopped, counted from the machine's first instruction.
    var instruction: Int64?
    /// The first line of the console that was another one.
    var line: Int?
    /// What the boot came to when it was recorded.
    var recordedEnd: String

    init(_ recording: Recording, _ end: Replay.End) {
        recordedEnd = recording.end
        switch end {
        case .same(let bytes):
            (outcome, exitStatus) = (.same, 0)
            reason = "the console is the same to the byte, all \(bytes) of them; the boot came to: \(recording.end)"
        case .differs(let difference):
            (outcome, exitStatus, line) = (.differs, 1, difference.line)
            reason =
                "the console differs in line \(difference.line): recorded was ‘\(difference.one)’, and here came "
                + "‘\(difference.other)’"
        case .stopped(let number):
            (outcome, exitStatus, instruction) = (.stopped, 0, number)
            reason = "it was stopped at instruction \(number)"
        case .ended:
            (outcome, exitStatus) = (.ended, 0)
            reason = "you ended it before the recording was over"
        case .passedBy:
            (outcome, exitStatus) = (.passedBy, 1)
            let whole = recording.instructions.map { ", whose last instruction is \($0)" } ?? ""
            reason = "where it was to be stopped is not in the recording\(whole)"
        }
    }
}

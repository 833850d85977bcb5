import Boots
import Synchronization
import Terminal

/// Whether the runs of a boot left the same console: each is held against that of the first run that ended.
final class ConsoleComparison: Sendable {
    struct Report: Encodable {
        /// The run that the others were held against; nil where none ended.
        var reference: Int?
        /// How many bytes its console has.
        var bytes = 0
        /// How many runs left a console.
        var runs = 0
        /// The first run that left another one, and where.
        var differing: Int?
        var difference: ConsoleDifference?
    }

    private struct State {
        var first: ExactConsole?
        var report = Report()
    }

    private let state = Mutex(State())

    var report: Report { state.withLock { $0.report } }

    func take(_ console: ExactConsole, ofRun number: Int) {
        state.withLock { state in
            state.report.runs += 1
            guard let first = state.first else {
                state.first = console
                (state.report.reference, state.report.bytes) = (number, console.bytes.count)
                return
            }
            guard state.report.difference == nil, let difference = first.difference(to: console) else { return }
            (state.report.differing, state.report.difference) = (number, difference)
        }
    }
}

extension ConsoleComparison.Report {
    /// For a person.
    var text: String {
        guard let reference else { return "" }
        guard let differing, let difference else {
            return runs < 2 ? "" : "mayfly: \(runs) consoles of \(bytes) bytes, the same to the byte\n"
        }
        return """
            mayfly: run \(differing) is another than run \(reference) from byte \(difference.offset) on, line \(difference.line):
              run \(reference): \(difference.one.printable)
              run \(differing): \(difference.other.printable)

            """
    }
}

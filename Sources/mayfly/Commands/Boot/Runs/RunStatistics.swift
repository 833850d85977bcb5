import Terminal

/// How often the same boot came to what.
struct RunStatistics: Encodable {
    struct Ending: Encodable {
        var reason: String
        var count: Int
    }

    var runs = 0
    var passed = 0
    /// From 0 to 1; nil where nothing was run.
    var failureRate: Double?
    /// The ways in which it failed, the most frequent first.
    var failures: [Ending] = []
    /// Milliseconds of the shortest, the middle and the longest run.
    var shortest: Double?
    var median: Double?
    var longest: Double?

    init(_ summaries: [BootSummary]) {
        runs = summaries.count
        passed = summaries.count { $0.outcome == .passed }
        if runs > 0 { failureRate = Double(runs - passed) / Double(runs) }
        var counts: [String: Int] = [:]
        for summary in summaries where summary.outcome != .passed { counts[summary.firstReason, default: 0] += 1 }
        failures = counts.map { Ending(reason: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
        let times = summaries.map(\.total).sorted()
        (shortest, longest) = (times.first, times.last)
        median = times.isEmpty ? nil : times[times.count / 2]
    }

    /// For a person, a line for each way to fail.
    var text: String {
        func time(_ milliseconds: Double?) -> String {
            DurationText.format(.microseconds(Int64((milliseconds ?? 0) * 1000)))
        }
        var text = failures.map { "  \($0.count) × \($0.reason.printable)\n" }.joined()
        text += "mayfly: \(runs) run\(runs == 1 ? "" : "s"), \(passed) passed, \(runs - passed) failed"
        if let failureRate, passed < runs { text += " (\(Int((failureRate * 100).rounded())) %)" }
        guard runs > 0 else { return text + "\n" }
        return text + "; \(time(shortest)) to \(time(longest)), \(time(median)) in the middle\n"
    }
}

extension BootSummary {
    /// The first line of its reason.
    var firstReason: String { reason.split(separator: "\n").first.map(String.init) ?? reason }
}

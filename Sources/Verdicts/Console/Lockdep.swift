/// The lock validator, and RCU's: what can go wrong, although it did not yet.
struct Lockdep: KernelReport {
    let end = ReportEnd.task

    private static let warnings = [
        "possible circular locking dependency detected", "possible recursive locking detected",
        "inconsistent lock state", "possible irq lock inversion dependency detected", "suspicious RCU usage",
        "bad unlock balance detected", "bad contention detected", "held lock freed", "Nested lock was not taken",
        "lock held when returning to user space", "suspicious RCU-tasks usage",
    ]

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        if let text = line.report(after: "WARNING: ") {
            let isKnown =
                Self.warnings.contains { text.hasPrefix($0) } || text.hasSuffix("still has locks held!")
                // "HARDIRQ-safe -> HARDIRQ-unsafe lock order detected"
                || text.contains("lock order detected")
            return isKnown ? (.lockdep, text) : nil
        }
        return line.report(after: "BUG: MAX_LOCK").map { _ in (.lockdep, line.reports.first ?? line.text) }
    }
}

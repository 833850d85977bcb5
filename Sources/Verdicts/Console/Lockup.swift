/// A processor that serves nobody any more: soft when it still takes interrupts, hard when not even those.
struct Lockup: KernelReport {
    let end = ReportEnd.task

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        for text in line.reports {
            if text.hasPrefix("watchdog: BUG: soft lockup - ") || text.hasPrefix("BUG: soft lockup - ") {
                return (.softLockup, text)
            }
            let isWatchdog =
                text.hasPrefix("watchdog: ") || text.hasPrefix("NMI watchdog: ") || text.hasPrefix("Watchdog detected")
            if isWatchdog, text.contains("hard LOCKUP") { return (.hardLockup, text) }
        }
        return nil
    }
}

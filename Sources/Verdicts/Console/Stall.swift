/// What did not go on for too long: a task that sleeps, a grace period of RCU that does not end.
struct Stall: KernelReport {
    let end = ReportEnd.quiet

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        for text in line.reports {
            let words = text.hasPrefix("rcu: ") ? text.dropFirst("rcu: ".count) : text
            guard words.hasPrefix("INFO: ") else { continue }
            let reason = words.dropFirst("INFO: ".count)
            if reason.hasPrefix("task "), reason.contains(" blocked for more than ") { return (.hungTask, reason) }
            if reason.hasPrefix("rcu_"), reason.contains("stall") { return (.rcuStall, reason) }
        }
        return nil
    }
}

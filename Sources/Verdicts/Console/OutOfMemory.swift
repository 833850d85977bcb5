/// The kernel ended a program because memory ran out, of the machine or of a control group.
struct OutOfMemory: KernelReport {
    let end = ReportEnd.quiet

    private static let kills = ["Out of memory: ", "Memory cgroup out of memory: "]

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        for text in line.reports {
            if text.contains(" invoked oom-killer: ") { return (.outOfMemory, text) }
            if Self.isKill(text) { return (.outOfMemory, text) }
        }
        return nil
    }

    func continues(_ line: LineReading, _ block: OpenBlock) -> Continuation {
        guard let text = line.reports.first else { return block.passed < 64 ? .passes : .foreign }
        return Self.isKill(text) ? .ends : .belongs
    }

    /// The same killing, at its end.
    func absorbs(_ kind: ConsoleVerdict.Kind, _ block: OpenBlock) -> Bool { kind == .outOfMemory }

    private static func isKill(_ text: Substring) -> Bool {
        kills.contains { text.hasPrefix($0) } && text.contains("Killed process ")
    }
}

/// A class of reports that the kernel prints and goes on after: told from what others print at the same time.
protocol KernelReport: ConsoleClass {
    var end: ReportEnd { get }
}

/// How a report ends.
enum ReportEnd {
    /// By `---[ end trace … ]---`.
    case mark
    /// By a line of `=`.
    case rule
    /// With the call trace of the task, its last part.
    case task
    /// When the traces of all processors are over.
    case quiet
}

extension KernelReport {
    var takesEveryLine: Bool { false }

    func continues(_ line: LineReading, _ block: OpenBlock) -> Continuation {
        guard let text = line.reports.first else { return pass(block) }
        if text.hasPrefix("------------[ cut here ]") { return .foreign }
        if text.hasPrefix("---[ end trace ") { return .ends }
        if text.hasPrefix("=====") { return end == .rule && block.count > 0 ? .ends : .belongs }
        guard block.hasTrace, end != .rule else { return .belongs }
        if end == .task, text == "</TASK>" { return .ends }
        if ReportLine.belongs(text) { return .belongs }
        return end == .mark ? pass(block) : .foreign
    }

    /// A report that has broken off must not stay open for ever.
    private func pass(_ block: OpenBlock) -> Continuation { block.passed < 64 ? .passes : .foreign }
}

/// What the lines of a report look like.
enum ReportLine {
    private static let beginnings = [
        "CPU:", "CPU#", "Hardware name:", "Workqueue:", "RIP:", "RSP:", "EIP:", "ESP:", "Code:", "Call Trace:",
        "Call trace:", "Backtrace:",
        "Modules linked in:", "Tainted:", "<TASK>", "</TASK>", "<IRQ>", "</IRQ>", "<NMI>", "</NMI>", "<SOFTIRQ>",
        "</SOFTIRQ>", "<EOI>", "<#", "</#", "---[", "Kernel Offset:", "Process ", "Stack:", "Call Trace", "pstate:",
        "Sending NMI", "NMI backtrace for", "rcu:", "irq event stamp:", "hardirqs last", "softirqs last", "Krnl PSW",
        "Krnl GPRS", "Krnl Code", "Last Breaking-Event", "Instruction dump:", "note:", "PKRU:", "EXT ", "R13:", "FS:",
        "CS:", "CR2:", "task:", "Kernel panic", "unwind ", "Exception stack", "Register", "Flags:", "status:", "epc :",
        "ra :", "pc :", "lr :", "sp :", "NIP", "LR ", "MSR:", "GPR", "CFAR:", "Function parameters", "Disabling lock",
    ]

    static func belongs(_ text: Substring) -> Bool {
        StackFrame.isTraceLine(text) || isRegisters(text) || beginnings.contains { text.hasPrefix($0) }
    }

    /// `RAX: 0000…`, `x29: ffff…`, `gp : ffff…`: a short name, a colon, a number.
    private static func isRegisters(_ text: Substring) -> Bool {
        let name = text.prefix { $0 != ":" }
        guard name.count < 5, name.count < text.count else { return false }
        let value = text.dropFirst(name.count + 1).drop { $0 == " " }.prefix { $0 != " " }
        return value.utf8.count >= 4 && value.allSatisfy(\.isHexDigit)
    }

    static func beginsTrace(_ line: LineReading) -> Bool {
        line.reports.contains {
            $0.hasPrefix("Call Trace:") || $0.hasPrefix("Call trace:") || $0.hasPrefix("Backtrace:")
        }
    }
}

/// One call trace of a report, the innermost frame first.
package struct CallTrace: Sendable, Hashable, Codable {
    /// What the report says before it: `Call Trace:`, `Allocated by task 17:`.
    package var title: String
    package var frames: [StackFrame]

    package init(_ title: String, _ frames: [StackFrame] = []) {
        self.title = title
        self.frames = frames
    }

    /// The traces in a report's lines. Frames without a title stand under none.
    package static func traces(in lines: [ConsoleLine]) -> [CallTrace] {
        var found: [CallTrace] = []
        var title = ""
        var isInside = false
        for line in lines {
            let text = message(line)
            if StackFrame.isTraceLine(text) {
                if !isInside { found.append(CallTrace(title)) }
                isInside = true
                found[found.count - 1].frames += StackFrame.frames(in: text)
            } else if text.hasSuffix(":") {
                title = String(text)
                isInside = false
            } else if !ReportLine.belongs(text) {
                // `<TASK>`, and the registers of what was interrupted: the same trace goes on.
                title = ""
                isInside = false
            }
        }
        return found
    }

    fileprivate static func message(_ line: ConsoleLine) -> Substring {
        LineReading(line.text).kernel.last ?? ""
    }
}

extension ConsoleVerdict {
    /// What prints reports, and so is in every trace.
    private static let reporters: Set<String> = [
        "__dump_stack", "dump_backtrace", "dump_header", "dump_stack", "dump_stack_lvl", "panic", "print_report",
        "show_stack", "vpanic",
    ]

    /// The call traces among its lines.
    package var traces: [CallTrace] { CallTrace.traces(in: lines) }

    /// Where the processor was, or else the place that the report names first.
    package var place: StackFrame? {
        var first: StackFrame?
        for line in lines {
            let frames = StackFrame.frames(in: CallTrace.message(line))
            if let counter = frames.first(where: { $0.role == .counter }) { return counter }
            first = first ?? frames.first { !Self.reporters.contains($0.function) && $0.isReliable }
        }
        return first
    }
}

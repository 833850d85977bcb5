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
            } else if !text.hasPrefix("<") && !text.hasPrefix("</") {
                // `<TASK>`, `<IRQ>`: the same trace goes on.
                title = text.hasSuffix(":") ? String(text) : ""
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
    /// The call traces among its lines.
    package var traces: [CallTrace] { CallTrace.traces(in: lines) }

    /// Where the processor was, or else the place that the report names first.
    package var place: StackFrame? {
        var first: StackFrame?
        for line in lines {
            let frames = StackFrame.frames(in: CallTrace.message(line))
            if let counter = frames.first(where: { $0.role == .counter }) { return counter }
            first = first ?? frames.first
        }
        return first
    }
}

package import Symbols
package import Verdicts

/// A frame of a call trace, and the lines of source code that it stands for, the innermost first.
package struct BootFrame: Sendable, Hashable {
    package var frame: StackFrame
    package var places: [SourcePlace]
}

/// A call trace with the lines of source code, where they are known.
package struct BootTrace: Sendable, Hashable {
    package var title: String
    package var frames: [BootFrame]

    package init(_ trace: CallTrace, _ places: [StackFrame: [SourcePlace]] = [:]) {
        title = trace.title
        frames = trace.frames.map { BootFrame(frame: $0, places: places[$0] ?? []) }
    }
}

/// The kernel gave up.
struct KernelPanic: ConsoleClass {
    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        PanicText.reason(of: line).map { (.kernelPanic, $0) }
    }

    func continues(_ line: LineReading, _ block: OpenBlock) -> Continuation { PanicText.continues(line) }
}

/// How every panic is printed: its reason first, then registers and traces, then an end mark.
enum PanicText {
    static func reason(of line: LineReading) -> Substring? {
        line.kernelMessage(after: "Kernel panic - not syncing").map { $0.drop { $0 == ":" || $0 == " " } }
    }

    static func continues(_ line: LineReading) -> Continuation {
        let isEnd =
            line.kernelMessage(after: "---[ end Kernel panic") != nil
            || line.kernelMessage(after: "Rebooting in ") != nil
        return isEnd ? .ends : .belongs
    }
}

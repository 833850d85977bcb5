/// `WARN()` and its like.
struct KernelWarning: KernelReport {
    let end = ReportEnd.mark

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        guard let text = line.report(after: "WARNING: ") else { return nil }
        // "CPU: 0 PID: 1 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110"
        if text.hasPrefix("CPU: "), let place = text.firstRange(of: " at ") {
            return (.warning, text[place.upperBound...])
        }
        // Since 6.19: "lib/refcount.c:28 at refcount_warn_saturate+0xba/0x110, CPU#1: kworker/1:1/34"
        return text.contains(" at ") && text.contains(", CPU#") ? (.warning, text) : nil
    }
}

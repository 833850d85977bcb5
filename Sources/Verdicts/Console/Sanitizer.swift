/// KASAN, KFENCE, KCSAN, KMSAN and UBSAN.
struct Sanitizer: KernelReport {
    let end = ReportEnd.rule

    private static let names: [(String, ConsoleVerdict.Kind)] = [
        ("BUG: KASAN: ", .kasan), ("BUG: KFENCE: ", .kfence), ("BUG: KCSAN: ", .kcsan), ("BUG: KMSAN: ", .kmsan),
        ("UBSAN: ", .ubsan), ("Internal error: UBSAN: ", .ubsan),
    ]

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        for (name, kind) in Self.names {
            if let text = line.report(after: name) { return (kind, text) }
        }
        return nil
    }
}

/// `BUG()` was reached, or one of the checks that print `BUG:` failed.
struct KernelBug: KernelReport {
    let end = ReportEnd.mark

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        for text in line.reports {
            if text.hasPrefix("kernel BUG at ") || text.hasPrefix("Kernel bug detected") { return (.bug, text) }
            if text.hasPrefix("BUG: ") { return (.bug, text.dropFirst("BUG: ".count)) }
        }
        return nil
    }

    /// `BUG()` is an invalid instruction, which the kernel then reports as it does any other.
    func absorbs(_ kind: ConsoleVerdict.Kind, _ block: OpenBlock) -> Bool { kind == .oops && !block.hasTrace }
}

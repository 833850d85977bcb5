/// The kernel did what the processor refuses, each architecture in its own words.
struct Oops: KernelReport {
    let end = ReportEnd.mark

    private static let beginnings = [
        // x86 and powerpc.
        "BUG: kernel NULL pointer dereference", "BUG: unable to handle", "BUG: Kernel NULL pointer dereference",
        "BUG: Unable to handle", "general protection fault", "Oops: ", "double fault:", "PANIC: double fault",
        "traps: PANIC:",
        // arm, arm64, riscv, s390.
        "Unable to handle kernel", "Internal error: ", "Oops [#", "Oops - ",
    ]

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        for text in line.reports {
            let isKnown = Self.beginnings.contains { text.hasPrefix($0) }
            if isKnown || Self.isCounted(text, line) { return (.oops, text) }
            // MIPS puts the processor first.
            if text.hasPrefix("CPU "), text.contains(" Unable to handle kernel paging request") { return (.oops, text) }
        }
        return nil
    }

    /// `invalid opcode: 0000 [#1] SMP`: the number of the oops tells it from the same trap of a program.
    private static func isCounted(_ text: Substring, _ line: LineReading) -> Bool {
        guard !line.stamped.isEmpty, let open = text.utf8.firstIndex(of: UInt8(ascii: "[")) else { return false }
        let number = text[open...].dropFirst(2).prefix { $0.isASCII && $0.isNumber }
        return text[open...].hasPrefix("[#") && !number.isEmpty
            && text[open...].dropFirst(2 + number.count).hasPrefix("]")
    }

    /// The line with the number follows the one with the address.
    func absorbs(_ kind: ConsoleVerdict.Kind, _ block: OpenBlock) -> Bool { kind == .oops && !block.hasTrace }
}

/// The kernel's last words before it hands the machine back.
struct PowerOff: ConsoleClass {
    private static let sentences: [(String, ConsoleVerdict.Kind)] = [
        ("reboot: Power down", .poweredDown),
        ("reboot: System halted", .halted),
        ("reboot: Restarting system", .restarting),
    ]

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        for (sentence, kind) in Self.sentences {
            if let message = line.kernel.first(where: { $0.hasPrefix(sentence) }) { return (kind, message) }
        }
        return nil
    }
}

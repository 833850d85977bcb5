/// The kernel waited for ticks of its timer at boot and saw too few: a busy host holds an emulated processor up. KVM's
/// guests do not look (`no_timer_check`).
struct LateTimer: ConsoleClass {
    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        guard let reason = PanicText.reason(of: line), reason.hasPrefix("IO-APIC + timer doesn't work") else {
            return nil
        }
        return (.lateTimer, reason)
    }

    func continues(_ line: LineReading, _ block: OpenBlock) -> Continuation { PanicText.continues(line) }
}

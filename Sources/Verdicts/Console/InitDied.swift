/// The first process of the guest ended, and the kernel cannot go on without it.
struct InitDied: ConsoleClass {
    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        guard let reason = PanicText.reason(of: line), reason.hasPrefix("Attempted to kill init!") else { return nil }
        return (.initDied, reason)
    }

    func continues(_ line: LineReading, _ block: OpenBlock) -> Continuation { PanicText.continues(line) }
}

/// The kernel found no program to start as the first process.
struct NoInit: ConsoleClass {
    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        guard let reason = PanicText.reason(of: line),
            reason.hasPrefix("No working init found") || reason.hasPrefix("Requested init ")
        else { return nil }
        return (.noInit, reason)
    }

    func continues(_ line: LineReading, _ block: OpenBlock) -> Continuation { PanicText.continues(line) }
}

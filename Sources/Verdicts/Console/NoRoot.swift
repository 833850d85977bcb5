/// The kernel could not mount its root file system: a missing driver, a wrong `root=`, no disk.
struct NoRoot: ConsoleClass {
    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        guard let reason = PanicText.reason(of: line), reason.hasPrefix("VFS: Unable to mount root fs") else {
            return nil
        }
        return (.noRoot, reason)
    }

    func continues(_ line: LineReading, _ block: OpenBlock) -> Continuation { PanicText.continues(line) }
}

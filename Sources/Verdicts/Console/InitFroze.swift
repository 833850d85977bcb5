/// systemd as the first process does not end when it cannot go on, because the kernel would panic: it does nothing more.
struct InitFroze: ConsoleClass {
    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        for text in line.kernel {
            if text.hasPrefix("systemd[1]: Freezing execution.") || text.hasPrefix("systemd[1]: Freezing.")
                || text.hasPrefix("Freezing execution.")
            {
                return (.initDied, text)
            }
        }
        return nil
    }
}

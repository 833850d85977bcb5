import Verdicts

/// Tells from a console that a guest starts again: a cluster does not tell.
struct BootSigns: Sendable {
    enum Sign: Sendable, Hashable {
        /// These bytes are the last of a boot.
        case ends
        /// These bytes are the first of a boot.
        case begins
    }

    private var recogniser = ConsoleRecogniser()
    private var lines = ConsoleLines()
    /// The kernel of this boot has introduced itself.
    private var hasBegun = false

    /// The guest is about to be reset: the kernel that comes next is no news.
    mutating func expectBoot() { hasBegun = false }

    /// Takes what the guest printed, up to one end of line at most.
    mutating func take(_ bytes: some Sequence<UInt8>) -> Sign? {
        var sign: Sign?
        for line in lines.append(bytes) {
            if recogniser.consume(line)?.kind == .restarting {
                hasBegun = false
                sign = .ends
            } else if line.text.contains("Linux version ") {
                if hasBegun { sign = .begins }
                hasBegun = true
            }
        }
        return sign
    }
}

/// Patterns as a shell's file names have them: `*` stands for anything, `?` for one character.
enum ShellPattern {
    /// Whether a text fits a pattern as a whole. A slash fits neither `*` nor `?`.
    static func matches(_ text: String, pattern: String) -> Bool {
        let (text, pattern) = (Array(text.utf8), Array(pattern.utf8))
        var (at, next) = (0, 0)
        // Where to go on when the last star has to take one character more.
        var retry: (at: Int, next: Int)?
        while at < text.count {
            if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
                retry = (at, next + 1)
                next += 1
            } else if next < pattern.count, pattern[next] == text[at] || isAny(pattern[next], text[at]) {
                at += 1
                next += 1
            } else if let (star, after) = retry, text[star] != UInt8(ascii: "/") {
                retry = (star + 1, after)
                (at, next) = (star + 1, after)
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private static func isAny(_ pattern: UInt8, _ byte: UInt8) -> Bool {
        pattern == UInt8(ascii: "?") && byte != UInt8(ascii: "/")
    }
}

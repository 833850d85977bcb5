/// What the launcher in the guest has written of the command's tasks (`Sources/GuestHelper/guest/kcov_report.c`): lines of a
/// word and its values, then one address a line.
struct KcovAnswer: Sendable, Hashable {
    /// What the guest's kernel said when it was asked for kcov, and has none.
    var absence: String?
    /// Where its text begins; nil when nobody may know.
    var text: UInt64?
    /// Where its modules are, each with its end.
    var modules: [Range<UInt64>] = []
    /// How many tasks the command had, its threads among them.
    var tasks = 0
    /// How many of them could not be counted.
    var uncovered = 0
    /// How often addresses were dropped because a buffer was full.
    var overflows = 0
    /// What was touched, each once, in its order: behind the call that told of it.
    var addresses: [UInt64] = []

    private static let heading = "kcov 1"

    /// Nil when that is not all of it.
    init?(_ output: String) {
        var lines = output.split(separator: "\n")[...]
        guard lines.popFirst().map({ $0 == Self.heading }) == true else { return nil }
        var announced: Int?
        while announced == nil, let line = lines.popFirst() {
            let words = line.split(separator: " ")
            // The command is root in its guest and may have written anything.
            guard let word = words.first else { return nil }
            switch (word, words.count) {
            case ("absent", 2...):
                absence = words.dropFirst(2).joined(separator: " ")
                return
            case ("text", 2): text = UInt64(words[1], radix: 16)
            case ("module", 4):
                guard let start = UInt64(words[2], radix: 16), let size = UInt64(words[3], radix: 16),
                    !start.addingReportingOverflow(size).overflow
                else { return nil }
                modules.append(start..<start + size)
            case ("tasks", 2): tasks = Int(words[1]) ?? 0
            case ("uncovered", 2): uncovered = Int(words[1]) ?? 0
            case ("overflows", 2): overflows = Int(words[1]) ?? 0
            case ("addresses", 2): announced = Int(words[1])
            default: return nil
            }
        }
        addresses = lines.compactMap { UInt64($0, radix: 16) }
        guard addresses.count == announced, addresses.count == lines.count, !addresses.contains(0) else { return nil }
    }

    /// The addresses that are the kernel's own, not a module's. `linked` is where its text was linked to.
    ///
    /// kcov takes off by how much chance has moved the kernel (Linux 4.11 and later), from addresses of modules, too, which
    /// then look like any other.
    func ownAddresses(linked: UInt64?) -> [UInt64] {
        let slide = text.flatMap { text in linked.map { text &- $0 } } ?? 0
        return addresses.filter { address in
            let place = address &+ slide
            return !modules.contains { $0.contains(place) }
        }
    }
}

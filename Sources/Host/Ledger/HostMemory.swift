/// How much memory this host has for us, in bytes: the machine's, bounded by the control groups that we are in.
package struct HostMemory: Sendable, Hashable {
    /// What could be had without anything being pushed out.
    package let available: Int64
    /// What there would be if nothing else ran.
    package let total: Int64

    package init(available: Int64, total: Int64) {
        (self.available, self.total) = (available, total)
    }

    /// What the kernel says now; nil when it does not say. `root` is where /proc and /sys lie.
    package static func read(_ groups: ControlGroups = .ours, root: String = "") -> HostMemory? {
        guard let text = FileSystem.text(root + "/proc/meminfo"), let total = kibibytes("MemTotal", text),
            let available = kibibytes("MemAvailable", text)
        else { return nil }
        let bounds = groups.bounds
        return HostMemory(
            available: bounds.map(\.available).reduce(available << 10, min),
            total: bounds.map(\.total).reduce(total << 10, min))
    }

    private static func kibibytes(_ name: String, _ text: String) -> Int64? {
        number(after: name + ":", in: text)
    }

    /// The number that follows a word at the beginning of a line.
    static func number(after word: String, in text: String) -> Int64? {
        // Looked for as bytes: it is read again and again, and every machine's start waits for it.
        var text = text
        return text.withUTF8 { bytes in
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
                let line = bytes[start..<end]
                if line.starts(with: word.utf8) {
                    let digits = line.dropFirst(word.utf8.count).drop { $0 == UInt8(ascii: " ") }
                        .prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                    return Int64(String(decoding: digits, as: UTF8.self))
                }
                start = end + 1
            }
            return nil
        }
    }
}

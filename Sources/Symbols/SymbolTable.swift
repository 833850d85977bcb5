import Verdicts

/// Where functions of a name begin, as `nm -S` says it. Static functions may share one.
struct SymbolTable {
    private struct Entry {
        let address: UInt64
        let size: UInt64
    }

    private var entries: [String: [Entry]] = [:]

    /// Lines of `ADDRESS SIZE TYPE NAME`; functions written in assembly may have no size. Others are left out.
    init(_ output: String) {
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard (3...4).contains(words.count), let address = UInt64(words[0], radix: 16),
                ["T", "t", "W", "w"].contains(words[words.count - 2])
            else { continue }
            let size = words.count == 4 ? UInt64(words[1], radix: 16) ?? 0 : 0
            entries[String(words[words.count - 1]), default: []].append(Entry(address: address, size: size))
        }
    }

    /// The address to ask for; nil when no function, or more than one, can be meant.
    ///
    /// The kernel counts a function up to the next symbol, so what it says is no less than the table's size.
    func address(of frame: StackFrame) -> UInt64? {
        let candidates = (entries[frame.function] ?? []).filter { $0.size <= frame.size }
        let nearest = candidates.map(\.size).max()
        let meant = Set(candidates.filter { $0.size == nearest }.map(\.address))
        guard meant.count == 1, let begin = meant.first else { return nil }
        // A return address is behind the call, perhaps in the next line already.
        return begin &+ (frame.role == .counter || frame.offset == 0 ? frame.offset : frame.offset - 1)
    }
}

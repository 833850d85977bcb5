package import Lifecycle

/// What a close look at the ledger found.
package struct LedgerSurvey: Sendable, Hashable {
    let granted: [LedgerFiles.Holding]
    let waiting: [LedgerFiles.Holding]
    package let room: Room
    /// How much may be promised at once by `MAYFLY_MEMORY`, in bytes.
    let limit: Int64?

    /// The ledger is locked.
    init(_ files: LedgerFiles, _ capacity: MemoryCapacity) {
        granted = files.holdings(in: files.granted)
        waiting = files.holdings(in: files.waiting)
        room = capacity.room(beside: granted.map(\.promise))
        limit = capacity.limit
    }

    /// Names and sizes of those who have memory, the largest first.
    package var holders: String {
        let most = 8
        let sorted = granted.sorted { ($0.entry.bytes, $1.entry.ticket) > ($1.entry.bytes, $0.entry.ticket) }
        var words = sorted.prefix(most).map { holding in
            let process = holding.record.process?.pid ?? holding.record.owner
            return "\(holding.record.holder) (\(holding.entry.bytes.mebibytes), process \(process))"
        }
        let rest = sorted.dropFirst(most)
        if !rest.isEmpty { words.append("\(rest.count) more (\(rest.map(\.entry.bytes).reduce(0, +).mebibytes))") }
        return words.joined(separator: ", ")
    }

    package var count: Int { granted.count }
    /// How many wait.
    package var queue: Int { waiting.count }
    /// What has been promised, in bytes.
    package var promised: Int64 { granted.map(\.entry.bytes).reduce(0, +) }

    /// What one who waits waits for.
    func words(for entry: LedgerEntry) -> String {
        let before = waiting.filter { $0.entry.ticket < entry.ticket && (entry.isSpare || !$0.entry.isSpare) }.count
        return "\(entry.bytes.mebibytes) of memory, of which \(max(0, room.free).mebibytes) are free"
            + (before > 0 ? " and \(before) asked before" : "")
            + (granted.isEmpty ? "; programs other than Mayfly's have the rest" : "; in use: \(holders)")
    }
}

extension Int64 {
    /// In whole mebibytes, for people.
    package var mebibytes: String { "\((self + (1 << 20) - 1) >> 20) MiB" }
}

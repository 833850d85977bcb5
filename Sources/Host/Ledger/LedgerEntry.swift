import Lifecycle

/// A file of the ledger by its name, which says what a look at all of them needs: `TICKET.ID.BYTES`, and `.spare` where it
/// may be asked back.
package struct LedgerEntry: Sendable, Hashable {
    /// Whoever came first has the lower one.
    package let ticket: Int64
    let id: String
    package let bytes: Int64
    var isSpare = false

    init(ticket: Int64, id: String, bytes: Int64, isSpare: Bool = false) {
        (self.ticket, self.id, self.bytes, self.isSpare) = (ticket, id, bytes, isSpare)
    }

    /// Nil for a file that is none of ours.
    package init?(_ name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 4 && parts[3] == "spare", let ticket = Int64(parts[0]), ticket > 0,
            ticket <= Self.lastTicket, Lease.isRun(parts[1]), let bytes = Int64(parts[2]), bytes >= 0,
            bytes <= Self.most
        else { return nil }
        self.init(ticket: ticket, id: String(parts[1]), bytes: bytes, isSpare: parts.count == 4)
    }

    /// More than any host has, and few enough to add up thousands.
    static let most: Int64 = 1 << 50

    /// Nobody gets as far, and the next one can still be counted.
    static let lastTicket: Int64 = 1 << 50

    package var name: String { "\(ticket).\(id).\(bytes)" + (isSpare ? ".spare" : "") }

    var request: Admission.Request { Admission.Request(id, bytes: bytes, isSpare: isSpare) }
}

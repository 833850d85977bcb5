import Host

/// Any text as what a file of the ledger holds: what was understood says the same when it is written again.
package func fuzzLedgerRecord(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    let record = LedgerRecord(text)
    precondition(LedgerRecord(record.text) == record, "\(record) changed its meaning")
    if let process = record.process {
        precondition(LedgerRecord(process.line).process == process, "\(process) changed its meaning")
    }
    let named = LedgerRecord(holder: text)
    precondition(LedgerRecord(named.text).owner == named.owner, "‘\(text)’ as a name hides who it is")
}

/// Any text as a file's name in the ledger: what is an entry has a name that means the same, and numbers to add up.
package func fuzzLedgerEntry(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let entry = LedgerEntry(text) else { return }
    precondition(LedgerEntry(entry.name) == entry, "\(entry) changed its meaning")
    precondition(entry.ticket < 1 << 60 && entry.bytes < 1 << 60, "‘\(text)’ cannot be added up")
}

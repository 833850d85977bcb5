import Glibc
import Testing

@testable import Host

@Suite struct LedgerEntryTests {
    @Test("an entry comes back out of its file's name", arguments: [false, true])
    func name(_ isSpare: Bool) {
        let entry = LedgerEntry(ticket: 7, id: Lease.makeRun(), bytes: 512 << 20, isSpare: isSpare)
        #expect(LedgerEntry(entry.name) == entry)
    }

    @Test(
        "files of others are none",
        arguments: [
            "", "x", "1.abcdefghijk", "0.abcdefghijk.5", "1.abcdefghij.5", "1.abcdefghijk.-5", "1.abcdefghijk.5.other",
            "1.abcdefghijk.5.spare.", "1.abcdefghijk.9223372036854775807", "1.ABCDEFGHIJK.5",
            "9223372036854775807.abcdefghijk.5",
        ])
    func others(_ name: String) {
        #expect(LedgerEntry(name) == nil)
    }

    @Test("a record comes back as it was written, with the process that came last")
    func record() throws {
        var record = LedgerRecord(holder: "web of\nmine")
        #expect(LedgerRecord(record.text).holder == "web of mine")
        #expect(LedgerRecord(record.text).owner == getpid())
        let first = try #require(LedgerRecord.Process(getpid(), sharesMemory: false))
        let last = LedgerRecord.Process(pid: 1, start: 2, boot: "b", sharesMemory: true)
        record.process = first
        #expect(LedgerRecord(record.text + last.line).process == last)
        #expect(LedgerRecord(record.text + last.line.dropLast()).process == first, "it is still being written")
    }

    @Test(
        "a damaged record is somebody's",
        arguments: ["", "\n\n", "holder", "process 1 2\n", "owner x\nprocess a b c d\n"])
    func damaged(_ text: String) {
        #expect(LedgerRecord(text).holder == "unknown")
        #expect(LedgerRecord(text).process == nil)
    }

    @Test("a process is told from another of its number, and from one of another boot")
    func process() throws {
        let process = try #require(LedgerRecord.Process(getpid(), sharesMemory: false))
        #expect(process.isAlive)
        #expect(process.taken > 0)
        let (pid, start, boot) = (process.pid, process.start, process.boot)
        #expect(!LedgerRecord.Process(pid: pid, start: start + 1, boot: boot, sharesMemory: false).isAlive)
        #expect(!LedgerRecord.Process(pid: pid, start: start, boot: "another", sharesMemory: false).isAlive)
        #expect(LedgerRecord.Process(pid: pid, start: start, boot: boot, sharesMemory: true).taken > process.taken)
    }
}

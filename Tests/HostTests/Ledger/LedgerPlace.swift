import Host
import MayflyTestSupport
import Synchronization

/// A ledger of a test's own on a host that has as much as the test says.
struct LedgerPlace {
    let scratch = Scratch("ledger")
    let directories: HostDirectories
    /// What the host has, whatever is promised.
    let available = Counter(1 << 40)

    final class Counter: Sendable {
        private let value: Mutex<Int64>
        init(_ value: Int64) { self.value = Mutex(value) }
        var now: Int64 { value.withLock { $0 } }
        func set(_ new: Int64) { value.withLock { $0 = new } }
    }

    init() throws {
        directories = HostDirectories(runtime: scratch("r"), cache: scratch("c"))
        try directories.prepare()
    }

    /// One process's view; two of them are as two processes.
    func ledger(limit: Int64? = 100, patience: Duration = .seconds(600)) -> MemoryLedger {
        MemoryLedger(
            directories,
            capacity: MemoryCapacity(limit: limit) { [available] in
                HostMemory(available: available.now, total: 1 << 41)
            }, patience: patience)
    }

    /// Another process that takes memory of this ledger.
    func other(_ bytes: Int64, _ name: String, more: String..., limit: Int64 = 100) throws -> OtherProcess {
        try OtherProcess(
            running: [OtherProcess.program, "memory", directories.runtime, "\(limit)", "\(bytes)", name] + more)
    }

    var granted: [String] { FileSystem.names(in: directories.ledger + "/granted") }
    var waiting: [String] { FileSystem.names(in: directories.ledger + "/waiting") }
}

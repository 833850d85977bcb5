import Glibc

/// What a file of the ledger holds: whose memory it is, a line each, so that a process can be told of later.
package struct LedgerRecord: Sendable, Hashable {
    /// A process by number, start and boot: that cannot be another's.
    package struct Process: Sendable, Hashable {
        let pid: Int32
        let start: UInt64
        let boot: String
        /// Its memory is a file that outlives it or that others see, and counts although it is not its alone.
        let sharesMemory: Bool
    }

    /// For people.
    let holder: String
    package let owner: Int32
    /// The QEMU that takes the memory, once there is one.
    package var process: Process?

    package init(holder: String, owner: Int32 = getpid()) {
        self.holder = String(holder.map { $0.isNewline ? " " : $0 })
        self.owner = owner
    }

    /// A file that is damaged says that somebody has the memory, and not who.
    package init(_ text: String) {
        var (holder, owner, process): (String, Int32, Process?) = ("unknown", 0, nil)
        // A line without its end is still being written.
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { continue }
            switch words[0] {
            case "holder": holder = String(words[1])
            case "owner": owner = Int32(words[1]) ?? 0
            case "process":
                let parts = words[1].split(separator: " ")
                guard parts.count == 4, let pid = Int32(parts[0]), let start = UInt64(parts[1]) else { continue }
                process = Process(
                    pid: pid, start: start, boot: String(parts[2]), sharesMemory: parts[3] == "shared")
            default: continue
            }
        }
        (self.holder, self.owner, self.process) = (holder, owner, process)
    }

    package var text: String { "holder \(holder)\nowner \(owner)\n" + (process?.line ?? "") }
}

extension LedgerRecord.Process {
    /// A running process; nil when it is gone.
    init?(_ pid: Int32, sharesMemory: Bool) {
        guard let start = ProcessTable.startTime(of: pid) else { return nil }
        self.init(pid: pid, start: start, boot: ProcessTable.bootIdentifier, sharesMemory: sharesMemory)
    }

    package var line: String { "process \(pid) \(start) \(boot) \(sharesMemory ? "shared" : "private")\n" }

    var isAlive: Bool { boot == ProcessTable.bootIdentifier && ProcessTable.isAlive(pid, startedAt: start) }

    /// Has the kernel end it first when memory runs out (proc_pid_oom_score_adj(5)): a guest is made for one test, what else
    /// runs on the host is not.
    func offer() {
        // Where that is not allowed the kernel goes by size, as ever.
        let file = open("/proc/\(pid)/oom_score_adj", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        _ = Array("500".utf8).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    }

    /// How much memory it has taken, in bytes (proc_pid_statm(5)): a walk through its pages would be exact and take a
    /// thousand times as long.
    var taken: Int64 {
        let fields = (FileSystem.text("/proc/\(pid)/statm") ?? "").split(separator: " ").compactMap { Int64($0) }
        guard fields.count > 2 else { return 0 }
        return (fields[1] - (sharesMemory ? 0 : fields[2])) * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}

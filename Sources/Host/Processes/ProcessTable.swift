import CLinux
import Glibc

/// The host's processes, as /proc shows them.
package enum ProcessTable {
    /// The arguments of a process; empty when it is gone or a zombie.
    package static func commandLine(of pid: Int32) -> [String] {
        guard let bytes = try? FileSystem.read("/proc/\(pid)/cmdline") else { return [] }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Every process whose command line fulfils a condition.
    package static func processes(where isMeant: ([String]) -> Bool) -> [ProcessHandle] {
        FileSystem.names(in: "/proc").compactMap { Int32($0) }.compactMap { pid in
            isMeant(commandLine(of: pid)) ? ProcessHandle(pid: pid, where: isMeant) : nil
        }
    }

    /// An identifier of the host's current boot.
    package static let bootIdentifier =
        FileSystem.text("/proc/sys/kernel/random/boot_id")?.filter { $0 != "\n" } ?? "unknown"

    /// When a process was started, in clock ticks since the host booted; with its number and the boot it names it.
    package static func startTime(of pid: Int32) -> UInt64? { status(pid, 22).flatMap { UInt64($0) } }

    /// Whether a process that was started then has not ended; a zombie has.
    package static func isAlive(_ pid: Int32, startedAt start: UInt64) -> Bool {
        guard let fields = fields(of: pid), fields.count > 19, UInt64(fields[19]) == start else { return false }
        return !["Z", "X"].contains(fields[0])
    }

    /// The processor time that a process has used, in clock ticks; nil when it is gone.
    package static func processorTicks(of pid: Int32) -> UInt64? {
        guard let user = status(pid, 14).flatMap({ UInt64($0) }), let system = status(pid, 15).flatMap({ UInt64($0) })
        else { return nil }
        return user + system
    }

    /// Every process of a session: a number that is the session's for as long as one of its processes is there.
    package static func processes(ofSession session: Int32) -> [ProcessHandle] {
        FileSystem.names(in: "/proc").compactMap { Int32($0) }.compactMap { pid in
            guard Self.session(of: pid) == session else { return nil }
            // Asked again with the process in hand.
            return ProcessHandle(pid: pid) { _ in Self.session(of: pid) == session }
        }
    }

    private static func session(of pid: Int32) -> Int32? { status(pid, 6).flatMap { Int32($0) } }

    /// A field of /proc/PID/stat, by its number in proc(5), from 3 on.
    private static func status(_ pid: Int32, _ field: Int) -> Substring? {
        guard let fields = fields(of: pid), fields.count > field - 3 else { return nil }
        return fields[field - 3]
    }

    /// The fields of /proc/PID/stat from the third on.
    private static func fields(of pid: Int32) -> [Substring]? {
        // The second field is the name, in parentheses that may hold anything: count from the last one.
        guard let text = FileSystem.text("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }
}

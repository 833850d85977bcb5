import ClusterWork
import Glibc
import Host

/// What a process and its dead children have used, as /proc/PID/stat says.
struct ProcessTimes: Sendable, Equatable {
    let pid: Int32
    let parent: Int32
    /// Clock ticks, with those of the children that it has awaited.
    let ticks: UInt64

    /// Reads the one line of /proc/PID/stat; nil when it is none.
    init?(line: String) {
        // The second field is the name, in parentheses that may hold anything: count from the last one.
        guard let end = line.lastIndex(of: ")"), let space = line.firstIndex(of: " "), space < end,
            let pid = Int32(line[..<space])
        else { return nil }
        let fields = line[line.index(after: end)...].split(separator: " ")
        guard fields.count > 14, let parent = Int32(fields[1]) else { return nil }
        let counts = fields[11...14].compactMap { UInt64($0) }
        guard counts.count == 4 else { return nil }
        self.pid = pid
        self.parent = parent
        ticks = counts.reduce(0) { $0 &+ $1 }
    }

    /// A process and all that descend from it, among these.
    static func tree(of root: Int32, in all: [ProcessTimes]) -> [ProcessTimes] {
        let children = Dictionary(grouping: all, by: \.parent)
        var found = all.filter { $0.pid == root }
        var next = 0
        while next < found.count {
            // The table was read one by one: a number that was used again meanwhile must not send us in circles.
            found += (children[found[next].pid] ?? []).filter { child in !found.contains { $0.pid == child.pid } }
            next += 1
        }
        return found
    }

    /// All processes of the host.
    static var all: [ProcessTimes] {
        FileSystem.names(in: "/proc").compactMap { Int32($0) }.compactMap(of)
    }

    /// A process that is there.
    static func of(_ pid: Int32) -> ProcessTimes? {
        FileSystem.text("/proc/\(pid)/stat").flatMap { ProcessTimes(line: $0) }
    }

    /// Seconds of processor time of a process and of all that descend from it, living and dead.
    static func seconds(ofTree root: Int32) -> Double {
        Double(tree(of: root, in: all).reduce(0) { $0 &+ $1.ticks }) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Seconds of processor time of ourselves, and of the children that we have awaited.
    static var own: (ours: Double, children: Double) {
        (processorTime(), processorTime(of: RUSAGE_CHILDREN))
    }
}

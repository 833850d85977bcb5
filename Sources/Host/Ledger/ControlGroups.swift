/// The control groups that bound this process's memory, and with it that of the machines it starts.
package struct ControlGroups: Sendable, Hashable {
    /// Directories of groups, from ours to the topmost that is to be seen here, in version 2's hierarchy and in version 1's.
    let unified: [String]
    let legacy: [String]

    /// This process's own: looked for once, because processes are hardly ever moved.
    package static let ours = ControlGroups()

    /// By /proc/self; `root` is where /proc and /sys lie.
    package init(root: String = "") {
        let mounts = FileSystem.text(root + "/proc/self/mountinfo") ?? ""
        var (unified, legacy): ([String], [String]) = ([], [])
        for line in (FileSystem.text(root + "/proc/self/cgroup") ?? "").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            if parts[1].isEmpty {
                unified = Self.path(of: String(parts[2]), in: mounts) { type, _ in type == "cgroup2" }
            } else if parts[1].split(separator: ",").contains("memory") {
                legacy = Self.path(of: String(parts[2]), in: mounts) { type, options in
                    type == "cgroup" && options.split(separator: ",").contains("memory")
                }
            }
        }
        self.unified = unified.map { root + $0 }
        self.legacy = legacy.map { root + $0 }
    }

    /// A group's directory and those above it, where its hierarchy is mounted (proc_pid_mountinfo(5)).
    private static func path(
        of group: String, in mounts: String, where isMeant: (_ type: Substring, _ options: Substring) -> Bool
    ) -> [String] {
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard let dash = fields.firstIndex(of: "-"), dash >= 6, fields.count > dash + 3,
                isMeant(fields[dash + 1], fields[dash + 3])
            else { continue }
            let (root, place) = (String(fields[3]), String(fields[4]))
            // A container may see its own group as the top of all, though its name is longer.
            var rest = group
            if root != "/" {
                rest = group == root || group.hasPrefix(root + "/") ? String(group.dropFirst(root.count)) : ""
            }
            var directories = [place]
            for name in rest.split(separator: "/") { directories.append((directories.last ?? place) + "/" + name) }
            return directories.reversed()
        }
        return []
    }

    /// What each group that has a limit leaves.
    var bounds: [HostMemory] {
        unified.compactMap { Self.bound($0, limits: ["memory.max", "memory.high"], use: "memory.current", prefix: "") }
            + legacy.compactMap {
                Self.bound($0, limits: ["memory.limit_in_bytes"], use: "memory.usage_in_bytes", prefix: "total_")
            }
    }

    /// Version 1 writes no limit as the largest number of pages.
    private static let unlimited: Int64 = 1 << 62

    private static func bound(_ group: String, limits: [String], use: String, prefix: String) -> HostMemory? {
        let limit = limits.compactMap { number(group + "/" + $0) }.min()
        guard let limit, limit < unlimited, let used = number(group + "/" + use) else { return nil }
        // Pages of files are counted, and given back before anything is killed.
        let statistics = FileSystem.text(group + "/memory.stat") ?? ""
        let files = ["inactive_file", "active_file"]
            .compactMap { HostMemory.number(after: prefix + $0 + " ", in: statistics) }.reduce(0, +)
        return HostMemory(available: max(0, limit - max(0, used - files)), total: limit)
    }

    /// A file's number; nil for `max`, and where there is none.
    private static func number(_ path: String) -> Int64? {
        FileSystem.text(path).flatMap { Int64($0.filter { $0 != "\n" }) }
    }
}

import Glibc
import Host

/// What this process has of the host.
struct Footprint: Encodable, Sendable {
    var descriptors: Int
    /// Those of the descriptors that are sockets.
    var sockets: Int
    /// Processes that it is the parent of.
    var children: Int
    /// KiB in memory that no other process has.
    var memory: Int

    static var now: Footprint {
        let targets = FileSystem.names(in: "/proc/self/fd").compactMap { FileSystem.linkTarget("/proc/self/fd/\($0)") }
        let tasks = FileSystem.names(in: "/proc/self/task").map { "/proc/self/task/\($0)/children" }
        let rollup = FileSystem.text("/proc/self/smaps_rollup")?.split(separator: "\n") ?? []
        let own = rollup.filter { $0.hasPrefix("Private_") }.compactMap { line in
            line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        }
        return Footprint(
            // Those that are open by then: the one of the directory that is being read is none.
            descriptors: targets.count, sockets: targets.count { $0.hasPrefix("socket:") },
            children: tasks.reduce(0) { count, path in
                count + (FileSystem.text(path)?.split(separator: " ").count ?? 0)
            }, memory: own.reduce(0, +))
    }
}

/// What is left of machines that are gone, told by their run ids.
struct Leftovers: Sendable {
    let processes: [String]
    let files: [String]

    /// It blocks.
    init(of runs: Set<String>, in directories: HostDirectories) {
        func isOfOne(_ text: String) -> Bool {
            text.split { !$0.isLetter && !$0.isNumber }.contains { runs.contains(String($0)) }
        }
        processes = FileSystem.names(in: "/proc").compactMap { Int32($0) }.filter { $0 != getpid() }.compactMap { pid in
            let words = ProcessTable.commandLine(of: pid).joined(separator: " ")
            return isOfOne(words) ? "\(pid): \(words.prefix(100))" : nil
        }
        var files: [String] = []
        func look(_ directory: String, depth: Int) {
            for name in FileSystem.names(in: directory) {
                let path = directory + "/" + name
                if isOfOne(name) {
                    files.append(path)
                } else if depth > 0, FileSystem.linkTarget(path) == nil {
                    look(path, depth: depth - 1)
                }
            }
        }
        for directory in [directories.runtime, directories.disks, directories.cache + "/libvirt"] {
            look(directory, depth: 4)
        }
        self.files = files
    }
}

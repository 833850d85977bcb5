import CLinux
import Glibc
import Host
import MayflyTestSupport

/// What there is of a place on this host: its files and sockets, and the processes that work in it.
struct Leftovers {
    let files: Set<String>
    /// Number and command line.
    let processes: [Int32: String]

    init(of place: Place) {
        files = Set(Self.tree(place.directories.runtime) + Self.tree(place.directories.cache))
        processes = Self.processes(in: place)
    }

    private static func tree(_ path: String) -> [String] {
        guard let status = FileSystem.status(path), status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        return [path] + FileSystem.names(in: path).flatMap { tree(path + "/" + $0) }
    }

    /// Those whose command line or environment tells the place's name: the daemon, callers and all that they started.
    private static func processes(in place: Place) -> [Int32: String] {
        var found: [Int32: String] = [:]
        for pid in FileSystem.names(in: "/proc").compactMap({ Int32($0) }) where pid != getpid() {
            let words = ProcessTable.commandLine(of: pid)
            let environment = FileSystem.text("/proc/\(pid)/environ") ?? ""
            let needle = place.scratch.path + "/"
            guard !words.isEmpty, environment.contains(needle) || words.contains(where: { $0.contains(needle) }) else {
                continue
            }
            found[pid] = words.joined(separator: " ")
        }
        return found
    }

    /// What is here and was not there.
    func beyond(_ before: Leftovers) -> [String] {
        files.subtracting(before.files).sorted()
            + processes.filter { $0.value.contains("qemu") || $0.value.contains("mayfly ") }.map {
                "\($0.key): \($0.value)"
            }
    }

    var daemons: Int { processes.values.count { $0.split(separator: " ").first?.hasSuffix("libvirtd") ?? false } }
}

import Host
import Machines
import Synchronization

/// The directory of one test, or of one case of it, among those of a run.
enum ArtifactPlace {
    private static let used = Mutex<[String: Int]>([:])
    /// Of one machine; of several each has a machine's name before it.
    private static let files = Artifact.names + ["issues.txt"]

    /// Of the parts of a test's name; cases, and whoever else has the same, are counted from the second on. What an
    /// earlier run left there is gone: it must not pass for this one's. Files that are not ours stay.
    static func next(in directory: String, for parts: [String]) -> String {
        let name = fileName(of: parts)
        let count = used.withLock { used in
            used[directory + "/" + name, default: 0] += 1
            return used[directory + "/" + name] ?? 1
        }
        let place = directory + "/" + name + (count == 1 ? "" : "-\(count)")
        for file in FileSystem.names(in: place) where files.contains(where: { file == $0 || file.hasSuffix("-" + $0) })
        {
            try? FileSystem.remove(place + "/" + file)
        }
        return place
    }

    /// What any file system and any shell takes: letters, digits, `-`, `_` and `.`.
    static func fileName(of parts: [String]) -> String {
        let words = parts.map { part in
            part.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-")) }.joined(
                separator: "-")
        }
        return String(words.filter { !$0.isEmpty }.joined(separator: ".").prefix(150))
    }
}

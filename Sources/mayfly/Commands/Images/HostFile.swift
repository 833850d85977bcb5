import Glibc

/// Files that a command line names.
enum HostFile {
    /// The path from the root.
    static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let here else { return path }
        return here + "/" + path
    }

    /// The directory that this process is in; nil when it is gone.
    static var here: String? {
        guard let text = getcwd(nil, 0) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }

    /// Whether there is something of that name.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// What a file takes on this host's disk, in bytes.
    static func room(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_blocks) * 512 : 0
    }
}

import Fixtures
import Glibc

/// All bytes of a file; more than the limit are an error.
func readFile(_ path: String, limit: Int) throws(FixtureError) -> [UInt8] {
    func failure(_ call: String) -> FixtureError {
        let number = errno
        let reason = String(cString: strerror(number))
        let remedy =
            switch number {
            case ENOENT:
                "; check the path" + (path.hasPrefix("/") ? "" : ", relative ones start at the current directory")
            case EISDIR: "; name the file in it"
            case EACCES: "; make it readable for this user"
            default: ""
            }
        return FixtureError(.unreadable, "\(path): cannot \(call): \(reason)\(remedy)", file: path)
    }
    guard !path.utf8.contains(0) else {
        throw FixtureError(.unreadable, "a path must not hold a NUL character", file: path)
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count == 0 { return bytes }
        if count < 0 {
            if errno == EINTR { continue }
            throw failure("read")
        }
        bytes.append(contentsOf: chunk[..<count])
        guard bytes.count <= limit else {
            throw FixtureError(.unreadable, "\(path): is larger than \(limit) bytes: no fixture is", file: path)
        }
    }
}

/// A path as seen from the directory of a file; absolute, so that it survives a change of directory.
func absolutePath(_ path: String, besides file: String) -> String {
    if path.hasPrefix("/") { return path }
    let directory = file.contains("/") ? String(file[...(file.lastIndex(of: "/") ?? file.startIndex)]) : ""
    let joined = directory + path
    if joined.hasPrefix("/") { return joined }
    guard let current = getcwd(nil, 0) else { return joined }
    defer { free(current) }
    return String(cString: current) + "/" + joined
}

/// What a path leads to, by links too; nil when it leads nowhere.
func fileStatus(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
}

func isDirectory(_ path: String) -> Bool { fileStatus(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }

/// Whether it can be read as a file: pipes and devices too, as a shell's `<(…)` has them.
func isFile(_ path: String) -> Bool { fileStatus(path).map { $0.st_mode & S_IFMT != S_IFDIR } ?? false }

/// Names in a directory, in no order; none when it cannot be read.
func fileNames(in directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
        }
        if isFile(directory + "/" + name) { names.append(name) }
    }
    return names
}

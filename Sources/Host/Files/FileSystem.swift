package import CLinux
import Glibc
package import Offload

/// The few file operations of a host that must be exact about symlinks, modes and durability.
package enum FileSystem {
    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Makes a directory and those above it; an existing one is left as it is.
    package static func makeDirectory(_ path: String, mode: mode_t = 0o700) throws(SystemError) {
        if mkdir(path, mode) == 0 { return }
        switch errno {
        case EEXIST:
            return
        case ENOENT:
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { fallthrough }
            try makeDirectory(String(path[..<slash]), mode: mode)
            try makeDirectory(path, mode: mode)
        default:
            throw SystemError("mkdir", subject: path)
        }
    }

    package static func read(_ path: String) throws(SystemError) -> [UInt8] {
        let descriptor = Descriptor(owning: try retrying("open", path) { open(path, O_RDONLY | O_CLOEXEC) })
        var bytes: [UInt8] = []
        while true {
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            let count = try retrying("read", path) { Glibc.read(descriptor.raw, &chunk, chunk.count) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// A file's text, or nil when it cannot be read.
    package static func text(_ path: String) -> String? {
        (try? read(path)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes a file whole or not at all: a temporary one beside it, synced, then renamed.
    package static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws(SystemError) {
        let temporary = path + ".new-\(getpid())"
        let descriptor = Descriptor(
            owning: try retrying("open", temporary) {
                open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
            })
        do throws(SystemError) {
            var written = 0
            while written < bytes.count {
                written += try retrying("write", temporary) {
                    bytes.withUnsafeBytes { Glibc.write(descriptor.raw, $0.baseAddress.map { $0 + written }, $0.count - written) }
                }
            }
            try retrying("fsync", temporary) { fsync(descriptor.raw) }
            try retrying("rename", path) { rename(temporary, path) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// The names in a directory, without `.` and `..`; empty when it is not there.
    package static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a file or a tree, never following a symlink; nothing there is no error.
    package static func remove(_ path: String) throws(SystemError) {
        if unlink(path) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw SystemError("unlink", subject: path) }
        for name in names(in: path) { try remove(path + "/" + name) }
        if rmdir(path) != 0 && errno != ENOENT { throw SystemError("rmdir", subject: path) }
    }

    package static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    /// The first of these names on PATH, or of these absolute paths, that can be executed.
    package static func program(_ name: String, path: String? = getenv("PATH").map { String(cString: $0) }) -> String? {
        if name.hasPrefix("/") { return access(name, X_OK) == 0 ? name : nil }
        // Daemons live in sbin directories, which a user's PATH often lacks.
        let directories = (path ?? "").split(separator: ":").map(String.init) + ["/usr/local/sbin", "/usr/sbin", "/sbin"]
        return directories.lazy.map { $0 + "/" + name }.first { access($0, X_OK) == 0 }
    }
}

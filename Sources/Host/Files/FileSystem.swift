package import CLinux
import Glibc
package import Offload

/// The few file operations of a host that must be exact about symlinks, modes and durability.
package enum FileSystem {
    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Makes a directory and those above it; an existing one is left as it is.
    package static func makeDirectory(_ path: String, mode: UInt32 = 0o700) throws(SystemError) {
        if mkdir(path, mode) == 0 { return }
        switch errno {
        case EEXIST:
            return
        case ENOENT:
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { fallthrough }
            try makeDirectory(String(path[..<slash]), mode: mode)
            // Once more and no oftener: below a symlink that leads nowhere it would never be there.
            guard mkdir(path, mode) != 0 && errno != EEXIST else { return }
            throw SystemError("mkdir", subject: path)
        default:
            throw SystemError("mkdir", subject: path)
        }
    }

    /// All of a file; of more than `limit` bytes nothing, and the error says that it is too large.
    package static func read(_ path: String, limit: Int = .max) throws(SystemError) -> [UInt8] {
        try read(
            Descriptor(owning: try retrying("open", path) { open(path, O_RDONLY | O_CLOEXEC) }), path, limit: limit)
    }

    static func read(_ descriptor: Descriptor, _ path: String, limit: Int = .max) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            let count = try retrying("read", path) { Glibc.read(descriptor.raw, &chunk, chunk.count) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else { throw SystemError("read", subject: path, number: EFBIG) }
        }
    }

    /// A file's text, or nil when it cannot be read.
    package static func text(_ path: String) -> String? {
        (try? read(path)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Names of files that are being written hold this; one that nobody has locked is a dead writer's.
    package static let unfinished = ".new-"

    /// What a file of that name was to become; nil when ``write(_:to:mode:synced:)`` gives no such name.
    static func finalName(ofUnfinished name: String) -> String? {
        guard let range = name.ranges(of: unfinished).last else { return nil }
        let random = name[range.upperBound...]
        guard (1...13).contains(random.utf8.count), UInt64(random, radix: 36) != nil else { return nil }
        return String(name[..<range.lowerBound])
    }

    /// Removes files whose writer died before they had their final name, where that would have been one of ours. It blocks.
    package static func sweepUnfinished(in directory: String, where isOurs: (String) -> Bool = { _ in true }) {
        for name in names(in: directory) {
            guard let final = finalName(ofUnfinished: name), isOurs(final) else { continue }
            let path = directory + "/" + name
            guard let lock = try? FileLock.trying(existing: path) else { continue }
            try? remove(path)
            lock.release()
        }
    }

    /// Writes a file whole or not at all: a temporary one beside it, then renamed.
    ///
    /// `synced`: also after a power cut. What does not outlive the host's boot need not be.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o600, synced: Bool = true
    ) throws(SystemError) {
        while true {
            let temporary = path + unfinished + String(UInt64.random(in: 0 ... .max), radix: 36)
            let descriptor = Descriptor(
                owning: try retrying("open", temporary) {
                    open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
                })
            // A sweeper may come between the two calls and take it for a dead writer's.
            guard mayfly_flock(descriptor.raw, LOCK_EX | LOCK_NB) == 0, isLinked(descriptor, temporary) else {
                unlink(temporary)
                continue
            }
            do throws(SystemError) {
                try write(bytes, to: descriptor, temporary)
                if synced { try retrying("fsync", temporary) { fsync(descriptor.raw) } }
                try retrying("rename", path) { rename(temporary, path) }
                // Said aloud: a child that is just being started has a copy of the descriptor until it runs its program.
                _ = mayfly_flock(descriptor.raw, LOCK_UN)
                return
            } catch {
                unlink(temporary)
                throw error
            }
        }
    }

    static func write(_ bytes: [UInt8], to descriptor: Descriptor, _ path: String) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            written += try retrying("write", path) {
                bytes.withUnsafeBytes {
                    Glibc.write(descriptor.raw, $0.baseAddress.map { $0 + written }, $0.count - written)
                }
            }
        }
    }

    /// Whether an open file still has that name.
    static func isLinked(_ descriptor: Descriptor, _ path: String) -> Bool {
        var held = stat()
        guard fstat(descriptor.raw, &held) == 0, let named = status(path) else { return false }
        return held.st_ino == named.st_ino && held.st_dev == named.st_dev
    }

    /// The names in a directory, without `.` and `..`; empty when it is not there.
    package static func names(in directory: String) -> [String] {
        opendir(directory).map(names) ?? []
    }

    /// Reads the stream to its end and closes it.
    private static func names(_ stream: OpaquePointer) -> [String] {
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
        try remove(path, in: AT_FDCWD, called: path)
    }

    /// By descriptors all the way down: whoever can write the tree cannot lead us out of it meanwhile.
    private static func remove(_ name: String, in parent: Int32, called path: String) throws(SystemError) {
        if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw SystemError("unlink", subject: path) }
        let number = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else {
            if errno == ENOENT { return }
            throw SystemError("open", subject: path)
        }
        let directory = Descriptor(owning: number)
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0, let stream = fdopendir(copy) else { throw SystemError("fdopendir", subject: path) }
        for name in names(stream) { try remove(name, in: directory.raw, called: path + "/" + name) }
        if unlinkat(parent, name, AT_REMOVEDIR) != 0 && errno != ENOENT { throw SystemError("rmdir", subject: path) }
    }

    package static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    /// Of what is there in the end, where the path or a part of it is a symlink.
    package static func statusFollowingLinks(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    /// Where a symlink points; nil for anything else.
    package static func linkTarget(_ path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
    }

    /// Where programs are looked for: PATH, and where daemons live, which a user's PATH often lacks.
    package static let programPath =
        (getenv("PATH").map { String(cString: $0) + ":" } ?? "")
        + "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"

    /// The first program of that name on the path, or the one at that absolute path; nil when there is none.
    package static func program(_ name: String, path: String = programPath) -> String? {
        let places = name.hasPrefix("/") ? [name] : path.split(separator: ":").map { $0 + "/" + name }
        return places.first { place in
            var status = stat()
            return stat(place, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(place, X_OK) == 0
        }
    }
}

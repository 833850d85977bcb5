import Glibc
import Machines
import Offload
import Synchronization
import Wire

/// Reads a file or tree of the host as records, a portion at a time; blocks on the disk.
final class HostTreeReader: Sendable {
    private struct Level {
        let directory: OpaquePointer
        let path: String
    }

    private struct State: ~Copyable {
        var levels: [Level] = []
        var file: Descriptor?
        var filePath = ""
        /// How much of the file there was when it was opened: one that grows must not keep the copy for ever.
        var left = 0
        /// Of /proc the size is not known.
        var sized = false
        var begun = false
        var summary = CopySummary(files: 0, bytes: 0)

        deinit { for level in levels { closedir(level.directory) } }
    }

    private let root: String
    private let rootName: [UInt8]
    private let state = Mutex(State())

    /// What is read of a file at a time.
    private static let part = 131_072

    init(_ root: String) {
        self.root = root
        rootName = Array(root.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? [])
    }

    var summary: CopySummary { state.withLock { $0.summary } }

    /// The next records, about as many bytes as asked for; nil at the end.
    func next(atLeast wanted: Int) throws(SystemError) -> [UInt8]? {
        try state.withLock { (state) throws(SystemError) in
            var bytes: [UInt8] = []
            while bytes.count < wanted, try add(to: &bytes, &state) {}
            return bytes.isEmpty ? nil : bytes
        }
    }

    private func add(to bytes: inout [UInt8], _ state: inout State) throws(SystemError) -> Bool {
        if let file = state.file {
            try addContent(of: file, to: &bytes, &state)
            return true
        }
        if !state.begun {
            state.begun = true
            // The root may be a link: it was named by the user.
            try addEntry(AT_FDCWD, root, root, name: rootName, follow: true, to: &bytes, &state)
            return true
        }
        guard let level = state.levels.last else { return false }
        errno = 0
        guard let entry = readdir(level.directory) else {
            if errno != 0 { throw SystemError("readdir", subject: level.path) }
            closedir(level.directory)
            state.levels.removeLast()
            bytes += TreeEntry.up
            return true
        }
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
        if name == [UInt8(ascii: ".")] || name == Array("..".utf8) { return true }
        let path = joinedPath(level.path, String(decoding: name, as: UTF8.self))
        try (name + [0]).withUnsafeBufferPointer { (pointer) throws(SystemError) in
            try pointer.withMemoryRebound(to: CChar.self) { (name) throws(SystemError) in
                guard let base = name.baseAddress else { return }
                let raw = pointer.dropLast()
                try addEntry(dirfd(level.directory), base, path, name: Array(raw), follow: false, to: &bytes, &state)
            }
        }
        return true
    }

    private func addEntry(
        _ parent: Int32, _ name: UnsafePointer<CChar>, _ path: String, name bytesOfName: [UInt8], follow: Bool,
        to bytes: inout [UInt8], _ state: inout State
    ) throws(SystemError) {
        var found = stat()
        if fstatat(parent, name, &found, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0 {
            // It went away since its directory was read.
            if errno == ENOENT, !follow { return }
            throw SystemError("stat", subject: path)
        }
        var target: [UInt8] = []
        var descriptor: Descriptor?
        switch found.st_mode & S_IFMT {
        case S_IFLNK:
            target = [UInt8](repeating: 0, count: TreeEntry.longestTarget)
            let count = target.withUnsafeMutableBytes { buffer in
                guard let base = buffer.baseAddress else { return 0 }
                return readlinkat(parent, name, base.assumingMemoryBound(to: CChar.self), buffer.count)
            }
            if count < 0 { throw SystemError("readlink", subject: path) }
            target.removeLast(target.count - count)
        case S_IFREG, S_IFDIR:
            let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW)
            let opened = Descriptor(owning: try retrying("open", path) { openat(parent, name, flags) })
            try retrying("stat", path) { fstat(opened.raw, &found) }
            descriptor = opened
        default: break
        }
        var entry = TreeEntry(kind: .skipped, mode: found.st_mode, uid: found.st_uid, gid: found.st_gid)
        entry.seconds = Int64(found.st_mtim.tv_sec)
        entry.nanoseconds = UInt32(found.st_mtim.tv_nsec)
        entry.name = bytesOfName
        entry.target = target
        switch (found.st_mode & S_IFMT, descriptor) {
        case (S_IFLNK, _): entry.kind = .symlink
        case (S_IFDIR, let descriptor?):
            entry.kind = .directory
            guard state.levels.count < TreeEntry.deepest else {
                throw SystemError("open", subject: path, number: ENAMETOOLONG)
            }
            // The stream owns its descriptor, so it gets one of its own.
            let own = try retrying("dup", path) { fcntl(descriptor.raw, F_DUPFD_CLOEXEC, 3) }
            guard let directory = fdopendir(own) else { throw SystemError("opendir", subject: path) }
            state.levels.append(Level(directory: directory, path: path))
        case (S_IFREG, let descriptor?):
            entry.kind = .file
            entry.size = UInt64(found.st_size)
            state.file = descriptor
            state.filePath = path
            state.sized = found.st_size > 0
            state.left = state.sized ? Int(found.st_size) : TreeEntry.largestUnsized
            state.summary.files += 1
        default:
            // A device or socket within a tree is left out; one that was asked for by name is not.
            if follow { throw SystemError("open", subject: path, number: EINVAL) }
        }
        if entry.kind != .skipped { entry.mode &= 0o7777 }
        bytes += entry.encoded
    }

    private func addContent(of file: Descriptor, to bytes: inout [UInt8], _ state: inout State) throws(SystemError) {
        let raw = file.raw
        // One byte more shows that a file of unknown size goes on.
        let most = min(Self.part, state.left + (state.sized ? 0 : 1))
        var result = 0
        let content = [UInt8](unsafeUninitializedCapacity: Self.part) { buffer, filled in
            repeat { result = read(raw, buffer.baseAddress, most) } while result == -1 && errno == EINTR
            filled = max(result, 0)
        }
        if result < 0 { throw SystemError("read", subject: state.filePath) }
        let count = content.count
        if count > state.left { throw SystemError("read", subject: state.filePath, number: EFBIG) }
        bytes += TreeEntry.contentHead(count)
        bytes += content
        state.summary.bytes += Int64(count)
        state.left -= count
        if count == 0 { state.file = nil }
    }
}

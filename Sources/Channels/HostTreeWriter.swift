import Glibc
import Machines
import Offload
import Synchronization
import Wire

/// Writes records as a file or tree of the host; blocks on the disk. The sender is a guest and not trusted: every entry
/// is made relative to an open directory, no link below the destination is followed, and no set-id bit is taken over.
final class HostTreeWriter: Sendable {
    private struct Level {
        let directory: Descriptor
        let entry: TreeEntry
        let path: String
    }

    private struct State {
        var decoder = TreeDecoder()
        var levels: [Level] = []
        var parent: Descriptor?
        var rootName = ""
        var rootSeen = false
        var file: (descriptor: Descriptor, entry: TreeEntry, temporary: String, path: String)?
        var summary = CopySummary(files: 0, bytes: 0)
    }

    private let destination: String
    private let sourceName: String
    private let state = Mutex(State())

    /// With a destination that is a directory or ends in a slash, the copy is put into it under the source's name.
    init(to destination: String, sourceName: String) {
        self.destination = destination
        self.sourceName = sourceName
    }

    var summary: CopySummary { state.withLock { $0.summary } }

    /// Takes the next bytes; throws a SystemError, or a WireError for what no honest guest sends.
    func take(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            state.decoder.add(bytes)
            while let event = try state.decoder.next() {
                switch event {
                case .entry(let entry): try enter(entry, &state)
                case .up: try leave(&state)
                case .content(let part): try write(part, &state)
                case .fileEnd: try closeFile(&state)
                }
            }
        }
    }

    /// Throws when the tree is not whole.
    func finish() throws(WireError) {
        try state.withLock { (state) throws(WireError) in
            guard state.rootSeen, state.levels.isEmpty, state.decoder.isBetweenRecords else {
                throw WireError(.badTree, "the guest did not send a whole tree")
            }
        }
    }

    /// Removes the file that is not whole, if there is one.
    func abandon() {
        state.withLock { state in
            if let file = state.file { unlinkat(directory(state), file.temporary, 0) }
            state.file = nil
            state.levels = []
        }
    }

    private func directory(_ state: State) -> Int32 { (state.levels.last?.directory ?? state.parent)?.raw ?? -1 }

    private func name(of entry: TreeEntry, _ state: State) -> [CChar] {
        let bytes = state.levels.isEmpty ? Array(state.rootName.utf8) : entry.name
        return (bytes + [0]).map { CChar(bitPattern: $0) }
    }

    private func path(of entry: TreeEntry, _ state: State) -> String {
        guard let level = state.levels.last else { return destination }
        return level.path + "/" + String(decoding: entry.name, as: UTF8.self)
    }

    private func enter(_ entry: TreeEntry, _ state: inout State) throws {
        if state.levels.isEmpty {
            guard !state.rootSeen else { throw WireError(.badTree, "the guest sent two trees") }
            try openRoot(&state)
        } else if entry.name.isEmpty {
            throw WireError(.badTree, "the guest sent an entry without a name")
        }
        let path = path(of: entry, state)
        switch entry.kind {
        case .directory:
            let nested = !state.levels.isEmpty
            let name = name(of: entry, state)
            guard state.levels.count < TreeEntry.deepest else {
                throw SystemError("mkdir", subject: path, number: ENAMETOOLONG)
            }
            if mkdirat(directory(state), name, 0o700) != 0, errno != EEXIST {
                throw SystemError("mkdir", subject: path)
            }
            let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (nested ? O_NOFOLLOW : 0)
            let raw = try retrying("open", path) { openat(directory(state), name, flags) }
            state.levels.append(Level(directory: Descriptor(owning: raw), entry: entry, path: path))
        case .file:
            let temporary = Self.temporaryName()
            let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
            let raw = try retrying("open", path) { openat(directory(state), temporary, flags, 0o600) }
            state.file = (Descriptor(owning: raw), entry, temporary, path)
            state.summary.files += 1
        case .symlink:
            let temporary = Self.temporaryName()
            let target = (entry.target + [0]).map { CChar(bitPattern: $0) }
            try retrying("symlink", path) { symlinkat(target, directory(state), temporary) }
            var times = Self.times(of: entry)
            utimensat(directory(state), temporary, &times, AT_SYMLINK_NOFOLLOW)
            try rename(temporary, entry, path, state)
        case .skipped:
            if state.levels.isEmpty {
                throw WireError(.badTree, "it is a device, pipe or socket in the guest, which cannot be copied")
            }
        }
    }

    private func openRoot(_ state: inout State) throws {
        state.rootSeen = true
        var found = stat()
        let isDirectory = stat(destination, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
        let into = isDirectory || destination.hasSuffix("/")
        var parts = destination.split(separator: "/").map(String.init)
        if into { parts.append(sourceName) }
        state.rootName = parts.popLast() ?? "."
        let parent = (destination.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
        for end in parts.indices {
            let path = (destination.hasPrefix("/") ? "/" : "") + parts[...end].joined(separator: "/")
            if stat(path, &found) != 0 { _ = mkdir(path, 0o755) }
        }
        let path = parent.isEmpty ? "." : parent
        state.parent = Descriptor(owning: try retrying("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    private func leave(_ state: inout State) throws {
        guard let level = state.levels.popLast() else {
            throw WireError(.badTree, "the guest left a directory that it did not enter")
        }
        try setMetadata(level.directory, level.entry, level.path)
    }

    private func write(_ bytes: [UInt8], _ state: inout State) throws {
        guard let file = state.file else { return }
        var rest = bytes[...]
        while !rest.isEmpty {
            let raw = file.descriptor.raw
            let count = try retrying("write", file.path) {
                rest.withUnsafeBytes { Glibc.write(raw, $0.baseAddress, $0.count) }
            }
            rest = rest.dropFirst(count)
        }
        state.summary.bytes += Int64(bytes.count)
    }

    private func closeFile(_ state: inout State) throws {
        guard let file = state.file else { return }
        try setMetadata(file.descriptor, file.entry, file.path)
        file.descriptor.close()
        try rename(file.temporary, file.entry, file.path, state)
        state.file = nil
    }

    private func rename(_ temporary: String, _ entry: TreeEntry, _ path: String, _ state: State) throws {
        let directory = directory(state)
        if renameat(directory, temporary, directory, name(of: entry, state)) == 0 { return }
        let error = SystemError("rename", subject: path)
        unlinkat(directory, temporary, 0)
        throw error
    }

    private func setMetadata(_ descriptor: Descriptor, _ entry: TreeEntry, _ path: String) throws {
        var times = Self.times(of: entry)
        try retrying("chmod", path) { fchmod(descriptor.raw, entry.mode & 0o777) }
        try retrying("utimens", path) { futimens(descriptor.raw, &times) }
    }

    /// UTIME_OMIT, which is not imported.
    private static let leaveTime = (1 << 30) - 2

    private static func times(of entry: TreeEntry) -> [timespec] {
        [
            timespec(tv_sec: 0, tv_nsec: leaveTime),
            timespec(tv_sec: Int(entry.seconds), tv_nsec: Int(entry.nanoseconds)),
        ]
    }

    private static func temporaryName() -> String {
        ".mayfly-" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
    }
}

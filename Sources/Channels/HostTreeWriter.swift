import Glibc
import Machines
import Offload
import Synchronization
import Wire

/// Writes records as a file or tree of the host; blocks on the disk. The sender is a guest and not trusted: every entry
/// is made relative to an open directory, no link below the destination is followed, and no set-id bit is taken over.
///
/// Where there was no root before, the new one gets its name in `finish`, when all of it has come.
final class HostTreeWriter: Sendable {
    private struct Level {
        let directory: Descriptor
        let entry: TreeEntry
        let path: String
    }

    private struct State {
        var decoder = TreeDecoder()
        var levels: [Level] = []
        var root: TreeDestination?
        /// The temporary name of a root directory that was not there before.
        var freshRoot: String?
        var file: UnfinishedFile?
        /// A root that is a file is complete, and waits for `finish`.
        var complete = false
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
                case .content(let part):
                    try state.file?.write(part)
                    state.summary.bytes += Int64(part.count)
                case .fileEnd: try closeFile(&state)
                }
            }
        }
    }

    /// Gives the root its name; throws when the tree is not whole.
    func finish() throws {
        try state.withLock { state in
            guard let root = state.root, state.levels.isEmpty, state.decoder.isBetweenRecords else {
                throw WireError(.badTree, "the guest did not send a whole tree")
            }
            if state.complete { try state.file?.publish(as: Array(root.name.utf8)) }
            state.file = nil
            if let fresh = state.freshRoot {
                let parent = root.parent.raw
                try retrying("rename", root.path) { renameat(parent, fresh, parent, root.name) }
                state.freshRoot = nil
            }
        }
    }

    /// Removes what has no name of its own yet: a root that is not whole, or the one unfinished file within a tree that
    /// was there before; and the directories that were made to hold them.
    func abandon() {
        state.withLock { state in
            state.file?.abandon()
            state.file = nil
            state.levels = []
            if let fresh = state.freshRoot, let root = state.root { removeTree(fresh, in: root.parent.raw) }
            state.freshRoot = nil
            state.root?.removeMadeParents()
        }
    }

    private func directory(_ state: State) -> Int32 { (state.levels.last?.directory ?? state.root?.parent)?.raw ?? -1 }

    private func enter(_ entry: TreeEntry, _ state: inout State) throws {
        if let level = state.levels.last {
            guard !entry.name.isEmpty else { throw WireError(.badTree, "the guest sent an entry without a name") }
            let path = joinedPath(level.path, String(decoding: entry.name, as: UTF8.self))
            return try make(entry, path, &state)
        }
        guard state.root == nil else { throw WireError(.badTree, "the guest sent two trees") }
        switch entry.kind {
        case .skipped:
            throw WireError(.badTree, "it is a device, pipe or socket in the guest, which cannot be copied")
        case .symlink:
            // It was asked for what the link leads to. A link here would lead the next copy elsewhere on the host.
            throw WireError(.badTree, "the guest sent a symbolic link in place of what it leads to")
        case .directory, .file: break
        }
        let root = try TreeDestination(destination, sourceName: sourceName)
        state.root = root
        try make(entry, root.path, &state)
    }

    private func make(_ entry: TreeEntry, _ path: String, _ state: inout State) throws {
        let directory = directory(state)
        switch entry.kind {
        case .directory: try enterDirectory(entry, path, &state)
        case .file:
            state.file = try UnfinishedFile(in: directory, for: entry, path: path)
            state.summary.files += 1
        case .symlink:
            let temporary = temporaryName()
            let target = (entry.target + [0]).map { CChar(bitPattern: $0) }
            try retrying("symlink", path) { symlinkat(target, directory, temporary) }
            var times = entry.times
            utimensat(directory, temporary, &times, AT_SYMLINK_NOFOLLOW)
            try rename(temporary, to: entry.name, in: directory, path)
        case .skipped: break
        }
    }

    private func enterDirectory(_ entry: TreeEntry, _ path: String, _ state: inout State) throws {
        guard state.levels.count < TreeEntry.deepest else {
            throw SystemError("mkdir", subject: path, number: ENAMETOOLONG)
        }
        let parent = directory(state)
        var name = (entry.name + [0]).map { CChar(bitPattern: $0) }
        var flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
        if state.levels.isEmpty, let root = state.root {
            if root.exists {
                // The user named it, so it may be a link.
                name = Array(root.name.utf8CString)
                flags &= ~O_NOFOLLOW
            } else {
                let fresh = temporaryName()
                name = Array(fresh.utf8CString)
                state.freshRoot = fresh
            }
        }
        if mkdirat(parent, name, 0o700) != 0, errno != EEXIST { throw SystemError("mkdir", subject: path) }
        let raw = try retrying("open", path) { openat(parent, name, flags) }
        state.levels.append(Level(directory: Descriptor(owning: raw), entry: entry, path: path))
    }

    private func leave(_ state: inout State) throws {
        guard let level = state.levels.popLast() else {
            throw WireError(.badTree, "the guest left a directory that it did not enter")
        }
        try level.entry.setMetadata(of: level.directory, level.path)
    }

    private func closeFile(_ state: inout State) throws {
        guard let file = state.file else { return }
        try file.entry.setMetadata(of: file.descriptor, file.path)
        state.complete = state.levels.isEmpty
        if state.complete { return }
        try file.publish(as: file.entry.name)
        state.file = nil
    }
}

extension TreeEntry {
    /// UTIME_OMIT, which is not imported.
    private static let leaveTime = (1 << 30) - 2

    fileprivate var times: [timespec] {
        [timespec(tv_sec: 0, tv_nsec: Self.leaveTime), timespec(tv_sec: Int(seconds), tv_nsec: Int(nanoseconds))]
    }

    fileprivate func setMetadata(of descriptor: Descriptor, _ path: String) throws {
        var times = times
        try retrying("chmod", path) { fchmod(descriptor.raw, mode & 0o777) }
        try retrying("utimens", path) { futimens(descriptor.raw, &times) }
    }
}

import Glibc
import Host
import Machines
import Offload

/// The templates of this user, in the cache: each is a directory that is called by its key.
///
/// A directory is made under another name and renamed when it is whole. Its `use` file is locked: alone by who makes or
/// removes it, together by who forks from it; the kernel frees the lock however they end.
struct TemplateStore: Sendable {
    let directories: HostDirectories
    /// Where memory files are; beside the rest when nil.
    let memoryDirectory: String?

    init(_ directories: HostDirectories, policy: TemplateMemoryPolicy = .ofThisProcess) {
        self.directories = directories
        memoryDirectory = policy.directory
    }

    var root: String { directories.templates }
    func path(of key: String) -> String { root + "/" + key }

    static let useName = "use"
    /// A link in a template's directory to its memory, where that lies elsewhere.
    static let memoryLink = "memory.link"
    private static let draftPrefix = "draft-"
    private static let deadPrefix = "dead-"
    private static let passingPrefix = "passing-"

    /// What a look for a template found.
    enum Found {
        case template(Template)
        case none
        /// It was damaged, and is out of the way now.
        case damaged(String)
    }

    /// The template of a key, used by us from now on. It blocks.
    func find(_ key: String) throws(SystemError) -> Found {
        let path = path(of: key)
        guard FileSystem.exists(path + "/" + TemplateManifest.fileName),
            let use = try FileLock.sharing(path + "/" + Self.useName), use.isLinked
        else { return .none }
        let damage: String
        if let manifest = TemplateManifest.load(from: path), manifest.key == key {
            guard let found = manifest.damage(in: path) ?? manifest.stateDamage(in: path) else {
                noteUse(of: path)
                return .template(Template(path: path, manifest: manifest, use: use))
            }
            damage = found
        } else {
            damage = "\(path)/\(TemplateManifest.fileName) cannot be read, or is another template's"
        }
        use.release()
        Self.setAside(path)
        return .damaged(damage)
    }

    /// Its time of use, by which the oldest goes first.
    private func noteUse(of path: String) { utimensat(AT_FDCWD, path + "/" + Self.useName, nil, 0) }

    /// The right to make the template of a key; waits for another who makes it.
    func lockBuild(_ key: String, waiting: @Sendable () -> Void) async throws(SystemError) -> FileLock {
        try await blocking { () throws(SystemError) in try FileSystem.makeDirectory(root) }
        let path = buildLock(of: key)
        if let lock = try FileLock.trying(path), lock.isLinked { return lock }
        waiting()
        while true {
            let lock = try await FileLock.waiting(for: path)
            // Pruning may have removed the file meanwhile, and others hold another one.
            if lock.isLinked { return lock }
        }
    }

    private func buildLock(of key: String) -> String { root + "/" + key + ".build" }

    /// Removes a template that nobody uses, makes or is about to find; whether it is gone. It blocks.
    func remove(_ key: String) -> Bool {
        guard let lock = try? FileLock.trying(buildLock(of: key)), lock.isLinked else { return false }
        defer { lock.release() }
        guard Self.removeUnused(path(of: key)) else { return false }
        unlink(lock.path)
        return true
    }

    /// A directory for a template that is being made. It blocks.
    func makeDraft(passing: Bool = false) throws(SystemError) -> TemplateDraft {
        let random = String(UInt64.random(in: 0 ... .max), radix: 36)
        let path = root + "/" + (passing ? Self.passingPrefix : Self.draftPrefix) + random
        try FileSystem.makeDirectory(path)
        guard let lock = try FileLock.trying(path + "/" + Self.useName) else {
            throw SystemError("flock", subject: path, number: EWOULDBLOCK)
        }
        var memory = path + "/" + TemplateManifest.memoryName
        if let memoryDirectory {
            try FileSystem.makeDirectory(memoryDirectory)
            memory = memoryDirectory + "/" + random
            // The link first: a file that no link leads to is a dead maker's.
            try retrying("symlink", path) { symlink(memory, path + "/" + Self.memoryLink) }
        }
        return TemplateDraft(path: path, memory: memory, use: lock, isPassing: passing)
    }

    // MARK: removal

    /// Takes a directory out of the way and removes it when nobody uses it; else whoever sweeps later does.
    static func setAside(_ path: String) {
        let aside =
            String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) + "/" + deadPrefix
            + String(UInt64.random(in: 0 ... .max), radix: 36)
        guard rename(path, aside) == 0 else { return }
        removeUnused(aside)
    }

    /// Removes a directory unless somebody uses it; whether it is gone. It blocks.
    @discardableResult
    static func removeUnused(_ path: String) -> Bool {
        guard let lock = try? FileLock.trying(path + "/" + useName), lock.isLinked else { return false }
        defer { lock.release() }
        if let memory = FileSystem.linkTarget(path + "/" + memoryLink) { unlink(memory) }
        return (try? FileSystem.remove(path)) != nil
    }

    /// Removes what dead makers and users left. It blocks.
    func sweep() {
        let users = MachineDisks.basesInUse(in: directories)
        for name in FileSystem.names(in: root) {
            let isPassing = [Self.draftPrefix, Self.deadPrefix, Self.passingPrefix].contains { name.hasPrefix($0) }
            guard isPassing, !users.contains(root + "/" + name) else { continue }
            // One that was just made has no lock yet.
            guard FileSystem.exists(root + "/" + name + "/" + Self.useName) else {
                rmdir(root + "/" + name)
                continue
            }
            Self.removeUnused(root + "/" + name)
        }
        guard let memoryDirectory else { return }
        let linked = Set(
            FileSystem.names(in: root).compactMap { FileSystem.linkTarget("\(root)/\($0)/\(Self.memoryLink)") })
        for name in FileSystem.names(in: memoryDirectory) where !linked.contains(memoryDirectory + "/" + name) {
            unlink(memoryDirectory + "/" + name)
        }
    }
}

/// A template that is being made: its directory, locked for us alone.
final class TemplateDraft: Sendable {
    let path: String
    /// Where its memory file is to be.
    let memory: String
    private let use: FileLock
    private let isPassing: Bool

    init(path: String, memory: String, use: FileLock, isPassing: Bool) {
        self.path = path
        self.memory = memory
        self.use = use
        self.isPassing = isPassing
    }

    /// Makes the memory file, which is for this user's eyes only; QEMU gives it its size.
    func makeMemory() throws(SystemError) { try FileSystem.makeEmptyFile(memory, bytes: 0) }

    var state: String { path + "/" + TemplateManifest.stateName }
    func disk(_ volume: String) -> String { path + "/" + volume + TemplateManifest.diskSuffix }

    /// Gives it its name; a template of that name that is there already is set aside.
    func commit(as key: String, in store: TemplateStore) throws(SystemError) {
        let target = store.path(of: key)
        if FileSystem.exists(target) { TemplateStore.setAside(target) }
        try retrying("rename", target) { rename(path, target) }
        use.release()
    }

    /// Makes a template of it that goes with its last user.
    func passing(_ manifest: TemplateManifest) -> Template {
        // Nobody else forks from it: the lock is handed on as it is, and never free in between.
        Template(path: path, manifest: manifest, use: use, isPassing: true)
    }

    /// Removes what was made so far.
    func discard() {
        use.release()
        TemplateStore.removeUnused(path)
    }
}

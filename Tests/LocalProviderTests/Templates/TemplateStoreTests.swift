import CLinux
import Glibc
import Host
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite("The store of templates")
struct TemplateStoreTests {
    private let scratch = Scratch("t")
    private let directories: HostDirectories
    private let store: TemplateStore

    init() throws {
        directories = HostDirectories(runtime: scratch("r"), cache: scratch("c"))
        try directories.prepare()
        store = TemplateStore(directories, policy: TemplateMemoryPolicy(nil, user: 0))
    }

    /// A template as a machine would leave it.
    @discardableResult
    private func make(_ key: String, in store: TemplateStore? = nil, bases: [String] = []) throws -> String {
        let store = store ?? self.store
        let draft = try store.makeDraft()
        try draft.makeMemory()
        try FileSystem.write(Array("memory".utf8), to: draft.memory)
        try FileSystem.write(Array("state".utf8), to: draft.state)
        try FileSystem.write(Array("disk".utf8), to: draft.disk("root"))
        let isInside = draft.memory.hasPrefix(draft.path)
        let memory = isInside ? store.path(of: key) + "/memory" : draft.memory
        let disk = try #require(TemplateManifest.File(draft.disk("root"), called: "root.qcow2"))
        let manifest = TemplateManifest(
            key: key, facts: ["format": "1"], fixture: "web", created: 1, bootSeconds: 2, guestMemory: 3,
            touchedMemory: 4, memory: memory,
            memoryFile: TemplateManifest.File(draft.memory, called: isInside ? "memory" : memory),
            state: try #require(TemplateManifest.File(draft.state, called: "state")),
            stateDigest: TemplateKey.digest(Array("state".utf8)),
            disks: [
                "root": .init(file: disk)
            ], hasVariables: false, bases: bases)
        try manifest.save(to: draft.path)
        try draft.commit(as: key, in: store)
        return store.path(of: key)
    }

    private func found(_ key: String) throws -> Template? {
        if case .template(let template) = try store.find(key) { return template }
        return nil
    }

    @Test("what was made is found by its key, and by no other")
    func finds() throws {
        try make("a")
        let template = try #require(try found("a"))
        #expect(template.memory == store.path(of: "a") + "/memory")
        #expect(template.disks.disks["root"]?.path == store.path(of: "a") + "/root.qcow2")
        #expect(try found("b") == nil)
    }

    @Test(
        "a file that was cut off, swapped, changed or removed is told, and the template is out of the way",
        arguments: ["memory", "state", "root.qcow2"], ["cut", "swapped", "changed", "removed", "grown"])
    func damaged(_ file: String, _ way: String) throws {
        let path = try make("a") + "/" + file
        switch way {
        case "cut": truncate(path, 2)
        case "grown": truncate(path, 200)
        case "removed": unlink(path)
        case "changed":
            // The same size and inode, another time.
            var times = [timespec(tv_sec: 5, tv_nsec: 0), timespec(tv_sec: 5, tv_nsec: 0)]
            utimensat(AT_FDCWD, path, &times, 0)
        default:
            let other = try make("b")
            rename("\(other)/\(file)", path)
        }
        guard case .damaged(let words) = try store.find("a") else {
            Issue.record("it was taken for whole")
            return
        }
        #expect(words.contains(path))
        #expect(!FileSystem.exists(store.path(of: "a")))
        try make("a")
        #expect(try found("a") != nil)
    }

    @Test("a state with other content is told, though its size and time are right")
    func content() throws {
        let path = try make("a") + "/state"
        let status = try #require(FileSystem.status(path))
        let file = open(path, O_WRONLY)
        #expect(pwrite(file, "STATE", 5, 0) == 5)
        var times = [status.st_atim, status.st_mtim]
        futimens(file, &times)
        close(file)
        guard case .damaged(let words) = try store.find("a") else {
            Issue.record("it was taken for whole")
            return
        }
        #expect(words.contains("something else"))
    }

    @Test("a directory that holds another template's is never loaded")
    func otherKey() throws {
        rename(try make("a"), store.path(of: "b"))
        guard case .damaged = try store.find("b") else {
            Issue.record("it was taken for its own")
            return
        }
    }

    @Test("what is in use stays, also when it is damaged meanwhile, and goes with the sweep after its last user")
    func inUse() throws {
        let path = try make("a")
        do {
            let template = try #require(try found("a"))
            #expect(store.prune(olderThan: nil, keeping: 0, now: 9e9).keys == [])
            truncate(path + "/state", 1)
            guard case .damaged = try store.find("a") else {
                Issue.record("it was taken for whole")
                return
            }
            store.sweep()
            #expect(FileSystem.names(in: store.root).contains { $0.hasPrefix("dead-") })
            _ = template.path
        }
        store.sweep()
        #expect(!FileSystem.names(in: store.root).contains { $0.hasPrefix("dead-") })
    }

    @Test("pruning takes what was used longest ago, never what another template lies on")
    func prunes() throws {
        let below = try make("a")
        try make("b", bases: [below])
        try make("c")
        for (name, time) in [("a", 1), ("b", 3), ("c", 2)] {
            var times = [timespec(tv_sec: time, tv_nsec: 0), timespec(tv_sec: time, tv_nsec: 0)]
            utimensat(AT_FDCWD, store.path(of: name) + "/use", &times, 0)
        }
        #expect(store.list().map(\.key) == ["b", "c", "a"])
        #expect(store.prune(olderThan: 50, keeping: nil, isTrial: true, now: 52.5).keys == ["c"])
        #expect(store.prune(olderThan: 50, keeping: nil, now: 52.5).keys == ["c"])
        #expect(store.prune(olderThan: nil, keeping: 0, now: 100).keys == ["b"])
        #expect(store.prune(olderThan: nil, keeping: 0, now: 100).keys == ["a"])
        #expect(FileSystem.names(in: store.root).isEmpty)
    }

    @Test("the host's clock was ahead and was set back: what was used then is young from now on, and no longer")
    func clock() throws {
        for (name, time) in [("ahead", 9000), ("old", 100), ("new", 4000)] {
            try make(name)
            var times = [timespec(tv_sec: time, tv_nsec: 0), timespec(tv_sec: time, tv_nsec: 0)]
            utimensat(AT_FDCWD, store.path(of: name) + "/use", &times, 0)
        }
        #expect(store.prune(olderThan: 1000, keeping: nil, now: 5000).keys == ["old"])
        #expect(store.list().map(\.used) == [5000, 4000])
        #expect(store.prune(olderThan: 1000, keeping: nil, now: 6500).keys == ["ahead", "new"])
        #expect(store.list() == [])
    }

    @Test("what a dead maker left is swept, what a living one has is not")
    func drafts() throws {
        let living = try store.makeDraft()
        let dead = try store.makeDraft()
        // A dead process's lock is free, and its files are there.
        let path = dead.path
        try FileSystem.write([1], to: path + "/state")
        let other = store.root + "/draft-other"
        try FileSystem.makeDirectory(other)
        try FileSystem.write([], to: other + "/use")
        store.sweep()
        #expect(FileSystem.exists(living.path) && FileSystem.exists(path))
        #expect(!FileSystem.exists(other))
        dead.discard()
        #expect(!FileSystem.exists(path))
    }

    @Test("memory that lies elsewhere goes with its template, and what no template leads to is swept")
    func elsewhere() throws {
        let place = scratch("shm")
        let store = TemplateStore(directories, policy: TemplateMemoryPolicy(place, user: 0))
        try make("a", in: store)
        #expect(FileSystem.names(in: place).count == 1)
        try FileSystem.write([1], to: place + "/orphan")
        store.sweep()
        #expect(FileSystem.names(in: place).count == 1)
        #expect(store.prune(olderThan: nil, keeping: 0, now: 9e9).keys == ["a"])
        #expect(FileSystem.names(in: place).isEmpty)
    }

    @Test("one that was made of a running machine goes with its last user")
    func passing() throws {
        let draft = try store.makeDraft(passing: true)
        let path = draft.path
        do {
            let template = draft.passing(
                TemplateManifest(
                    key: path, facts: [:], fixture: "web", created: 1, bootSeconds: 0, guestMemory: 1, touchedMemory: 1,
                    state: .init(name: "state", size: 0, inode: 0, modified: 0), stateDigest: "", disks: [:],
                    hasVariables: false, bases: []))
            store.sweep()
            #expect(FileSystem.exists(template.path))
        }
        #expect(!FileSystem.exists(path))
    }

    @Test("only this user can read a template's memory")
    func secret() throws {
        let draft = try store.makeDraft()
        try draft.makeMemory()
        #expect((FileSystem.status(draft.memory)?.st_mode ?? 0) == S_IFREG | 0o600)
        draft.discard()
    }

    @Test("a policy names a place", arguments: [(nil, nil), ("disk", nil), ("tmpfs", "/s/mayfly-7"), ("/x", "/x")])
    func policy(_ words: String?, _ place: String?) {
        let policy = TemplateMemoryPolicy(words, user: 7, shared: "/s")
        #expect(policy.directory == place && policy.fault == nil)
    }

    @Test("a policy that is no place is said to be none")
    func noPolicy() {
        let policy = TemplateMemoryPolicy("memory", user: 7)
        #expect(policy.directory == nil && policy.fault == "MAYFLY_TEMPLATE_MEMORY is \"memory\"")
    }
}

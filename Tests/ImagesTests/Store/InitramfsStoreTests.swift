import Archive
import Fixtures
import FoundationEssentials
import Glibc
import Host
import Images
import Testing

let helper = HelperBinary(buildID: "1") { Array("helper".utf8) }

/// A store and a host with one kernel and one module, in a scratch directory.
struct Setting {
    let root: String
    let kernel: HostKernel
    let store: InitramfsStore
    var source = InitramfsSource(
        modules: ["one"], busybox: false, files: [InitramfsFile(path: "/init", origin: .content("#!"))])

    init(_ root: String) throws {
        self.root = root
        try installKernels("6.1", in: root)
        try writeFile(root + "/lib/modules/6.1/modules.dep", "kernel/one.ko:\n")
        try writeFile(root + "/lib/modules/6.1/kernel/one.ko", "module one")
        kernel = try HostKernel.find(.host, root: root)
        store = InitramfsStore(directory: root + "/store")
    }

    func image(_ helper: HelperBinary = helper) async throws -> InitramfsImage {
        try await store.image(for: source, kernel: kernel, helper: helper)
    }

    func contents(_ path: String) async throws -> [UInt8]? {
        let reader = try ArchiveReader(path: try await image().path)
        while let entry = try reader.next() { if entry.path == path { return try reader.contents() } }
        return nil
    }

    /// The names in the store that are neither image nor known.
    func leftovers() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root + "/store")
            .filter { !$0.hasSuffix(".cpio") && $0 != "lock" && $0 != "requests" }
    }
}

func withSetting(_ body: (inout Setting) async throws -> Void) async throws {
    try await withScratch { root in
        var setting = try Setting(root)
        try await body(&setting)
    }
}

private func failure(_ setting: Setting) async throws -> ImageError {
    do {
        _ = try await setting.image()
    } catch let error as ImageError {
        return error
    }
    Issue.record("an image was built")
    return ImageError(.store, "")
}

@Suite struct InitramfsStoreTests {
    @Test("an image is built once, and is an archive of what was asked for")
    func once() async throws {
        try await withSetting { setting in
            let first = try await setting.image()
            #expect(first.isNew)
            #expect(first.path.hasSuffix("/\(first.digest).cpio"))
            let second = try await setting.image()
            #expect(!second.isNew)
            #expect(second.path == first.path && second.size == first.size)
            #expect(try await setting.contents("init") == Array("#!".utf8))
            #expect(try await setting.contents("lib/modules/6.1/one.ko") == Array("module one".utf8))
            #expect(try await setting.contents("usr/libexec/mayfly-guest") == Array("helper".utf8))
            #expect(try setting.leftovers().isEmpty)
        }
    }

    @Test("a request that is known does not even unpack the helper")
    func lazily() async throws {
        try await withSetting { setting in
            _ = try await setting.image()
            let again = try await setting.image(
                HelperBinary(buildID: "1") {
                    Issue.record("the helper was unpacked")
                    return []
                })
            #expect(!again.isNew)
        }
    }

    @Test("whatever shapes an image and changes makes another one")
    func changes() async throws {
        try await withSetting { setting in
            var seen: Set<String> = [try await setting.image().digest]
            func isAnother(_ setting: Setting, _ what: Comment, _ helper: HelperBinary = helper) async throws {
                let image = try await setting.image(helper)
                #expect(image.isNew && seen.insert(image.digest).inserted, what)
            }
            try await isAnother(setting, "the helper", HelperBinary(buildID: "2") { Array("helped".utf8) })
            // The same length: only its time and inode tell.
            try writeFile(setting.root + "/lib/modules/6.1/kernel/one.ko", "module two")
            try await isAnother(setting, "a module")
            setting.source.files[0].mode = FileMode(rawValue: 0o755)
            try await isAnother(setting, "a file's mode")
            setting.source.files[0].origin = .content("#?")
            try await isAnother(setting, "a file's content")
            try writeFile(setting.root + "/source", "1")
            setting.source.files.append(InitramfsFile(path: "/s", origin: .source(setting.root + "/source")))
            try await isAnother(setting, "another file")
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: setting.root + "/source")
            try await isAnother(setting, "the permissions of a file's source")
        }
    }

    @Test("an image that was damaged or removed is built again, as it was")
    func damage() async throws {
        try await withSetting { setting in
            let first = try await setting.image()
            let whole = try Data(contentsOf: URL(filePath: first.path))
            var flipped = whole
            flipped[flipped.count / 2] ^= 1
            for damage in [whole.dropLast(10), Data(), flipped] {
                try damage.write(to: URL(filePath: first.path))
                let again = try await setting.image()
                #expect(again.isNew && again.digest == first.digest)
                #expect(try Data(contentsOf: URL(filePath: first.path)) == whole)
            }
            try FileManager.default.removeItem(atPath: first.path)
            #expect(try await setting.image().isNew)
            // Only touched: its contents are still what its name says.
            try whole.write(to: URL(filePath: first.path))
            #expect(try await setting.image().isNew == false)
        }
    }

    @Test("a manifest that was damaged costs a build and nothing else")
    func damagedManifest() async throws {
        try await withSetting { setting in
            let first = try await setting.image()
            for name in try FileManager.default.contentsOfDirectory(atPath: setting.root + "/store/requests") {
                try writeFile(setting.root + "/store/requests/" + name, "rubbish")
            }
            let again = try await setting.image()
            #expect(again.isNew && again.path == first.path)
        }
    }

    @Test("what a process left that died while it wrote is swept by the next build")
    func sweeps() async throws {
        try await withSetting { setting in
            try writeFile(setting.root + "/store/initramfs.new-99999999", "half")
            try writeFile(setting.root + "/store/requests/\(String(repeating: "a", count: 64)).new-abc", "half")
            _ = try await setting.image()
            #expect(try setting.leftovers().isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: setting.root + "/store/requests").count == 1)
        }
    }

    @Test("files with names that are not ours stay")
    func othersFiles() async throws {
        try await withSetting { setting in
            let others = ["/store/photos.new-2024", "/store/initramfs.new-plan", "/store/requests/abc.new-1"]
            for name in others { try writeFile(setting.root + name, "precious") }
            _ = try await setting.image()
            for name in others { #expect(access(setting.root + name, F_OK) == 0, "\(name)") }
        }
    }

    @Test("whoever waits for another's build can be cancelled")
    func cancelled() async throws {
        try await withSetting { setting in
            try writeFile(setting.root + "/store/lock")
            let lock = try #require(try FileLock.trying(setting.root + "/store/lock"))
            let asked = setting
            let waiter = Task { try await asked.image() }
            waiter.cancel()
            let error = await #expect(throws: ImageError.self) { try await waiter.value }
            #expect(error?.code == .cancelled)
            lock.release()
            #expect(try await setting.image().isNew)
        }
    }

    @Test("many who ask at once get one image, built by one of them")
    func together() async throws {
        try await withSetting { setting in
            let asked = setting
            let images = try await withThrowingTaskGroup(of: InitramfsImage.self) { group in
                for _ in 0..<8 { group.addTask { try await asked.image() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(images.filter(\.isNew).count == 1)
            #expect(Set(images.map(\.digest)).count == 1)
        }
    }

    @Test("a file that is not there names the fixture's place, the path and the remedy, and leaves nothing")
    func missingFile() async throws {
        try await withSetting { setting in
            setting.source.files.append(InitramfsFile(path: "/x", origin: .source(setting.root + "/nothing")))
            let error = try await failure(setting)
            #expect(error.code == .file)
            #expect("\(error)".contains("\(setting.root)/nothing, the source of /x"))
            #expect("\(error)".contains("No such file or directory"))
            #expect(try setting.leftovers().isEmpty)
        }
    }

    @Test("a module's file that is missing or damaged is an error that leaves nothing")
    func badModule() async throws {
        try await withSetting { setting in
            try writeFile(setting.root + "/lib/modules/6.1/modules.dep", "kernel/one.ko.xz:\n")
            #expect(try await failure(setting).code == .damaged)
            try writeFile(
                setting.root + "/lib/modules/6.1/kernel/one.ko.xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4, 1, 2, 3])
            let error = try await failure(setting)
            #expect(error.code == .damaged)
            #expect("\(error)".contains("one.ko.xz"))
            #expect(try setting.leftovers().isEmpty)
        }
    }

    @Test("a place that cannot be a directory is refused with the variable to set")
    func badPlace() async throws {
        try await withSetting { setting in
            try writeFile(setting.root + "/store", "a file")
            let error = try await failure(setting)
            #expect(error.code == .store)
            #expect("\(error)".contains("MAYFLY_CACHE_DIR"))
        }
    }

    @Test(
        "a busybox that is missing, or none, names the package to install",
        arguments: [nil, "not a program at all, only text"])
    func busybox(contents: String?) async throws {
        try await withSetting { setting in
            let path = setting.root + "/busybox"
            if let contents { try writeFile(path, contents) }
            setting.source.busybox = true
            let store = InitramfsStore(directory: setting.root + "/store", busybox: path)
            do {
                _ = try await store.image(for: setting.source, kernel: setting.kernel, helper: helper)
                Issue.record("an image was built")
            } catch let error as ImageError {
                #expect(error.code == .busybox)
                #expect("\(error)".contains("busybox-static"))
                #expect("\(error)".contains(path) || contents == nil)
            }
        }
    }
}

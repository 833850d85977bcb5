import CLinux
import Fixtures
import Glibc
import Host
import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import Boots

@Suite(.timeLimit(.minutes(5))) struct RootImagesTests {
    private let scratch = Scratch("roots")
    private var images: RootImages { RootImages(cache: scratch("cache")) }

    /// The image of a directory that nobody holds any more.
    private func image(of path: String, in images: RootImages? = nil) async throws -> String {
        let disk = try await (images ?? self.images).disk(of: path)
        disk.use?.release()
        return disk.path
    }

    private func refusal(_ path: String) async -> String {
        let error = await #expect(throws: MachineError.self) { try await images.disk(of: path) }
        return error?.message ?? ""
    }

    @Test("a directory becomes a disk once, and again when anything in it is another", .requires(.program("mke2fs")))
    func directory() async throws {
        try scratch.write("root/etc/mark", "one\n")
        let first = try await image(of: scratch("root"))
        let bytes = try FileSystem.read(first)
        // The magic number of ext4's superblock.
        #expect(bytes.count > 1 << 20 && bytes[1080] == 0x53 && bytes[1081] == 0xEF)
        #expect(try await image(of: scratch("root")) == first)
        try #require(chmod(scratch("root/etc/mark"), 0o640) == 0)
        #expect(try await image(of: scratch("root")) != first)
    }

    @Test("a directory by the name of a link to it is the same root", .requires(.program("mke2fs")))
    func linked() async throws {
        try scratch.write("root/etc/mark", "one\n")
        try #require(symlink(scratch("root"), scratch("link")) == 0)
        let first = try await image(of: scratch("root"))
        #expect(try await image(of: scratch("link")) == first)
        try scratch.write("root/etc/more", "two\n")
        #expect(try await image(of: scratch("link")) != first)
    }

    @Test(
        "the image of a directory goes when the next is made of it, but not while it is used",
        .requires(.program("mke2fs")))
    func replaced() async throws {
        try scratch.write("root/etc/mark", "one\n")
        try scratch.write("other/etc/mark", "one\n")
        let other = try await image(of: scratch("other"))
        let first = try await image(of: scratch("root"))
        try scratch.write("root/etc/mark", "second\n")
        let used = try await images.disk(of: scratch("root"))
        #expect(!FileSystem.exists(first) && FileSystem.exists(used.path))
        try scratch.write("root/etc/mark", "the third\n")
        let third = try await image(of: scratch("root"))
        #expect(FileSystem.exists(used.path) && FileSystem.exists(third))
        used.use?.release()
        try scratch.write("root/etc/mark", "the fourth one\n")
        let fourth = try await image(of: scratch("root"))
        #expect(!FileSystem.exists(used.path) && !FileSystem.exists(third))
        #expect(FileSystem.exists(fourth) && FileSystem.exists(other))
    }

    @Test(
        "of the same files the same image is made, to the byte, whenever and wherever they lie",
        .requires(.program("mke2fs")))
    func reproducible() async throws {
        let names = ["z/file", "a/with space", "a/quote\"d", "m/line\nbreak", "b/x"]
        for (place, names) in [("root", names), ("copy", names.reversed())] {
            for name in names { try scratch.write("\(place)/\(name)", "content of \(name)\n") }
            try #require(link(scratch("\(place)/z/file"), scratch("\(place)/b/hard")) == 0)
            try #require(symlink("../z/file", scratch("\(place)/b/soft")) == 0)
            let time = timespec(tv_sec: 1_600_000_000, tv_nsec: 0)
            for name in [
                "z/file", "a/with space", "a/quote\"d", "m/line\nbreak", "b/x", "b/soft", "z", "a", "m", "b", "",
            ] {
                try #require(
                    utimensat(AT_FDCWD, scratch("\(place)/\(name)"), [time, time], AT_SYMLINK_NOFOLLOW) == 0)
            }
        }
        let first = try FileSystem.read(try await image(of: scratch("root")))
        // Looked at, and with other times that no file can be given.
        _ = try FileSystem.read(scratch("root/z/file"))
        let past = timespec(tv_sec: 1000, tv_nsec: 0)
        try #require(
            utimensat(AT_FDCWD, scratch("root/b/x"), [past, timespec(tv_sec: 1_600_000_000, tv_nsec: 0)], 0) == 0)
        let again = try FileSystem.read(
            try await image(of: scratch("root"), in: RootImages(cache: scratch("cache2"))))
        #expect(first == again)
        #expect(try FileSystem.read(try await image(of: scratch("copy"))) == first)
        // And it is one that nothing is wrong with.
        let check = try await Child.run(
            try #require(FileSystem.program("e2fsck")), ["-fn", try await image(of: scratch("root"))],
            limit: .seconds(300))
        #expect(check.end == .exited(0), "\(check.output)")
        try scratch.write("copy/b/x", "other content\n")
        #expect(try FileSystem.read(try await image(of: scratch("copy"))) != first)
    }

    @Test("no image is made of the host's own root, by whatever name")
    func host() async throws {
        try #require(symlink("/", scratch("everything")) == 0)
        for path in ["host", "/", "//", "/usr/..", scratch("everything")] {
            let text = await refusal(path)
            #expect(text.contains("host's own") && text.contains("mmdebstrap"), "\(path): \(text)")
        }
    }

    @Test("many small files have room: each takes a block", .requires(.program("mke2fs")))
    func small() async throws {
        for number in 0..<3000 { try scratch.write("many/\(number)", "a") }
        let bytes = try RootTree(scratch("many")).bytes
        #expect(bytes >= 3000 * 4096)
        #expect(FileSystem.exists(try await image(of: scratch("many"))))
    }

    @Test("an image is used as it is, and what is none is refused with what to do")
    func files() async throws {
        let raw = try scratch.write("raw.img", [UInt8](repeating: 0, count: 4096))
        #expect(try await image(of: raw) == raw)
        let qcow = try scratch.write("disk.qcow2", [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3])
        #expect(await refusal(qcow).contains("qemu-img convert -O raw"))
        #expect(await refusal(scratch("nothing")).contains("is not there"))
    }

    @Test("a boot with a root has it as a disk that only can be read, or as a directory; our initramfs mounts it")
    func fixture() throws {
        var boot = Boot(kernel: "/k")
        boot.root = "/r"
        let kernel = KernelFiles(image: "/k", version: "6", modules: "/m")
        func files(_ way: RootWay, disk: String? = nil) -> RootFiles {
            RootFiles(root: BootRoot(path: "/r", way: way), disk: disk.map { RootDisk(path: $0, use: nil) })
        }
        let fixture = boot.fixture(of: kernel, initramfs: nil, root: files(.image, disk: "/r.img"))
        let source = try #require(fixture.image?.source.initramfs)
        #expect(source.modules.suffix(3) == ["virtio_blk", "ext4", "overlay"])
        #expect(source.files.map(\.path) == ["/etc/inittab", "/etc/init.d/root"])
        #expect(fixture.template.spec.domain.devices.disks?.first?.disk?.readonly == true)
        #expect(fixture.template.spec.volumes?.first?.hostDisk?.path == "/r.img")
        #expect(fixture.admission() == [])
        for (way, root, modules) in [
            (RootWay.ninep, SharedRoot("/r", by: .ninep), ["9pnet_virtio", "9p", "overlay"]),
            (.virtiofs, SharedRoot("/r", by: .virtiofs), ["virtio_console", "virtiofs", "overlay"]),
        ] {
            let shared = boot.fixture(of: kernel, initramfs: nil, root: files(way))
            #expect(shared.image?.source.initramfs?.modules.suffix(3) == modules[...])
            #expect(shared.template.spec.volumes == nil)
            #expect(try Annotations(#require(shared.template.metadata)).sharedRoot == root)
            #expect(shared.admission() == [])
        }
    }

    @Test("a boot whose runs are the same has it as memory, and its init runs the command in it")
    func repeated() throws {
        var boot = Boot(kernel: "/k")
        boot.command = ["/bin/x", "a b"]
        boot.root = "/r"
        boot.repetition = .exact
        let kernel = KernelFiles(image: "/k", version: "6", modules: "/m")
        let root = RootFiles(root: BootRoot(path: "/r", way: .pmem), disk: RootDisk(path: "/r.img", use: nil))
        let fixture = boot.fixture(of: kernel, initramfs: nil, root: root)
        #expect(try Annotations(#require(fixture.template.metadata)).persistentMemory == ["root"])
        #expect(fixture.template.spec.volumes?.first?.hostDisk?.path == "/r.img")
        let source = try #require(fixture.image?.source.initramfs)
        #expect(source.modules.suffix(4) == ["nfit", "nd_pmem", "ext4", "overlay"])
        let files = Dictionary(uniqueKeysWithValues: source.files.map { ($0.path, $0.origin) })
        guard case .content(let table)? = files["/etc/inittab"],
            case .content(let command)? = files["/etc/mayfly-command"],
            case .content(let script)? = files["/etc/init.d/root"]
        else {
            Issue.record("\(files.keys)")
            return
        }
        #expect(
            table.split(separator: "\n") == [
                "::sysinit:/etc/init.d/rcS", "::sysinit:/etc/init.d/root", "::wait:/etc/mayfly-command",
            ])
        #expect(command.contains("\nchroot /sysroot '/bin/x' 'a b'\n"), "\(command)")
        #expect(script.contains("for device in /dev/pmem0 /dev/pmem0?*"), "\(script)")
        #expect(fixture.admission() == [])
    }

    @Test("only our own initramfs can use a root")
    func others() {
        var boot = Boot(kernel: "/k", userspace: .initrd("/i"))
        boot.root = "/r"
        let refused = boot
        let error = #expect(throws: MachineError.self) { try BootCourse(refused) }
        #expect(error?.message.contains("root") == true)
    }
}

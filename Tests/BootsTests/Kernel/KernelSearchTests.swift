import Archive
import CLinux
import Glibc
import Host
import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import Boots

@Suite struct KernelSearchTests {
    private let scratch = Scratch("kernel")

    /// As much of a bzImage as tells that it is one, and of which version.
    private static func image(_ version: String = "6.9.1-mine") -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 0x600)
        bytes.replaceSubrange(0x202..<0x206, with: Array("HdrS".utf8))
        bytes[0x20F] = 0x02
        let text = Array("\(version) (me@here) #1".utf8)
        bytes.replaceSubrange(0x400..<0x400 + text.count, with: text)
        return bytes
    }

    private func search() -> KernelSearch {
        var search = KernelSearch(cache: scratch("cache"))
        search.architecture = .amd64
        search.root = scratch("root")
        return search
    }

    private func refusal(_ path: String, modules: String? = nil, symbols: String? = nil) async throws -> String {
        do {
            let found = try await search().find(path, modules: modules, symbols: symbols)
            Issue.record("\(found)")
            return ""
        } catch {
            #expect(error.code == .invalidInput)
            return error.message
        }
    }

    @Test("an image is found by what it says of itself, with the modules and symbols of its version on this host")
    func image() async throws {
        let path = try scratch.write("mykernel", Self.image())
        let bare = try await search().find(path)
        #expect(bare == KernelFiles(image: path, version: "6.9.1-mine"))
        try scratch.write("root/lib/modules/6.9.1-mine/modules.dep", "kernel/a.ko:\n")
        try scratch.write("root/lib/modules/6.9.1-mine/modules.builtin", "kernel/drivers/char/virtio-rng.ko\n")
        try scratch.write("root/usr/lib/debug/boot/vmlinux-6.9.1-mine", "")
        let found = try await search().find(path)
        #expect(found.modules == scratch("root/lib/modules/6.9.1-mine"))
        #expect(found.symbols == scratch("root/usr/lib/debug/boot/vmlinux-6.9.1-mine"))
        #expect(found.builtin == ["virtio_rng"])
    }

    @Test("an image of a package that was unpacked has its modules beside it; without them its configuration tells")
    func beside() async throws {
        let path = try scratch.write("unpacked/boot/vmlinuz-6.9.1-mine", Self.image())
        #expect(try await search().find(path).missingForHelper() == [])
        try scratch.write(
            "unpacked/boot/config-6.9.1-mine", "CONFIG_VIRTIO_PCI=y\nCONFIG_VIRTIO_CONSOLE=m\n")
        #expect(try await search().find(path).missingForHelper() == ["virtio_console"])
        try scratch.write("unpacked/lib/modules/6.9.1-mine/modules.dep", "kernel/a.ko:\n")
        let found = try await search().find(path)
        #expect(found.modules == scratch("unpacked/lib/modules/6.9.1-mine") && found.missingForHelper() == [])
    }

    @Test("what is no kernel is refused with what to name instead")
    func refusals() async throws {
        let text = try await refusal(scratch.write("vmlinuz-6.1", "hello\n"))
        #expect(text.contains("is no kernel") && text.contains("bzImage"))
        let symbols = try await refusal(scratch.write("vmlinux", [0x7F, 0x45, 0x4C, 0x46, 2, 1]))
        #expect(symbols.contains("build tree"))
        #expect(try await refusal(scratch("nothing")).contains("there is no kernel at"))
        var foreign = [UInt8](repeating: 0, count: 64)
        foreign.replaceSubrange(56..<60, with: Array("ARMd".utf8))
        #expect(try await refusal(scratch.write("Image", foreign)).contains("for arm64"))
        #expect(try await refusal(scratch.write("empty", "")).contains("is no kernel"))
    }

    @Test("a pipe or a device is refused, and nobody waits for who writes to it", .timeLimit(.minutes(1)))
    func pipes() async throws {
        let pipe = scratch("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        let kernel = try scratch.write("k", Self.image())
        #expect(try await refusal(pipe).contains("is a pipe, a socket or a device"))
        #expect(try await refusal("/dev/zero").contains("is a pipe, a socket or a device"))
        #expect(try await refusal(kernel, modules: pipe).contains("is a pipe, a socket or a device"))
        #expect(try await refusal(kernel, symbols: pipe).contains("is a pipe, a socket or a device"))
        #expect(try await refusal(kernel, symbols: scratch("no")).contains("there is no vmlinux at"))
        #expect(try await refusal(kernel, symbols: scratch.path).contains("is a directory"))
    }

    @Test("a kernel whose end is missing is told as cut off; what is behind its end, as a signature, does not matter")
    func cutOff() async throws {
        var bytes = Self.image()
        // Two sectors of setup and the first, and three times sixteen bytes.
        (bytes[0x1F1], bytes[0x1F4], bytes[0x206], bytes[0x207]) = (2, 3, 0x0F, 2)
        bytes += [UInt8](repeating: 0, count: 3 * 512 + 48 - bytes.count)
        #expect(KernelImage.size(bytes) == bytes.count)
        #expect(try await search().find(scratch.write("whole", bytes)).version == "6.9.1-mine")
        #expect(try await search().find(scratch.write("signed", bytes + [1, 2, 3])).version == "6.9.1-mine")
        let text = try await refusal(scratch.write("cut", Array(bytes.dropLast())))
        #expect(text.contains("is cut off: 1583 bytes are there, and by its header there are 1584"), "\(text)")
        try scratch.write("cuttree/arch/x86/boot/bzImage", Array(bytes.dropLast()))
        #expect(try await refusal(scratch("cuttree")).contains("is cut off"))
        // Older headers do not say it.
        bytes[0x206] = 3
        #expect(KernelImage.size(bytes) == nil && KernelImage.size([]) == nil)
        #expect(try await search().find(scratch.write("old", Array(bytes.dropLast()))).version == "6.9.1-mine")
    }

    @Test("a build tree has an image, a version, symbols, and what is built in")
    func tree() async throws {
        #expect(try await refusal(scratch.write("tree/Makefile", "").dropLastComponent).contains("make bzImage"))
        try scratch.write("tree/arch/x86/boot/bzImage", Self.image())
        try scratch.write("tree/include/config/kernel.release", "6.9.1-mine\n")
        try scratch.write("tree/modules.builtin", "kernel/drivers/virtio/virtio_pci.ko\n")
        let vmlinux = try scratch.write("tree/vmlinux", [0x7F, 0x45, 0x4C, 0x46, 2, 1])
        let found = try await search().find(scratch("tree"))
        #expect(
            found
                == KernelFiles(
                    image: scratch("tree/arch/x86/boot/bzImage"), version: "6.9.1-mine", symbols: vmlinux,
                    builtin: ["virtio_pci"]))
        #expect(found.missingForHelper() == ["virtio_console"])
    }

    @Test("modules are taken from where the caller says, in either form")
    func modules() async throws {
        let kernel = try scratch.write("k", Self.image())
        try scratch.write("out/lib/modules/6.9.1-mine/modules.dep", "")
        let directory = scratch("out/lib/modules/6.9.1-mine")
        for place in [scratch("out"), directory] {
            #expect(try await search().find(kernel, modules: place).modules == directory)
        }
        #expect(try await refusal(kernel, modules: scratch("root")).contains("there is no"))
        try scratch.write("bare/x", "")
        #expect(try await refusal(kernel, modules: scratch("bare")).contains("INSTALL_MOD_PATH"))
        try scratch.write("package/lib/modules/6.9.1-mine/kernel/a.ko", "")
        let unpacked = try await refusal(kernel, modules: scratch("package"))
        #expect(unpacked.contains("depmod -b \(scratch("package")) 6.9.1-mine"), "\(unpacked)")
        #expect(try await refusal(kernel, symbols: kernel).contains("no vmlinux"))
    }

    @Test(
        "a package is unpacked once, with an index of its modules", .requires(.program("dpkg-deb"), .program("depmod")))
    func package() async throws {
        try scratch.write(
            "p/DEBIAN/control", "Package: k\nVersion: 1\nArchitecture: amd64\nMaintainer: m\nDescription: d\n")
        try scratch.write("p/boot/vmlinuz-6.9.1-mine", Self.image())
        try scratch.write("p/lib/modules/6.9.1-mine/kernel/readme.txt", "no module\n")
        try scratch.write("p/usr/share/doc/k/copyright", "mine\n")
        let deb = scratch("k.deb")
        for directory in ["p", "p/DEBIAN"] { chmod(scratch(directory), 0o755) }
        let built = try await Child.run(
            try #require(FileSystem.program("dpkg-deb")), ["--root-owner-group", "-b", scratch("p"), deb],
            limit: .seconds(120))
        try #require(built.end == .exited(0), "\(built.output)")
        let found = try await search().find(deb)
        #expect(found.version == "6.9.1-mine")
        #expect(FileSystem.names(in: scratch("cache/kernels")).count == 2)
        let modules = try #require(found.modules)
        #expect(modules.hasPrefix(scratch("cache/kernels/")) && FileSystem.exists(modules + "/modules.dep"))
        #expect(!FileSystem.exists(modules + "/../../../share"))
        #expect(try await search().find(deb) == found)
        let other = try scratch.write(
            "q/DEBIAN/control", "Package: q\nVersion: 1\nArchitecture: all\nMaintainer: m\nDescription: d\n")
        chmod(other.dropLastComponent, 0o755)
        let empty = try await Child.run(
            try #require(FileSystem.program("dpkg-deb")),
            ["-b", other.dropLastComponent.dropLastComponent, scratch("q.deb")],
            limit: .seconds(120))
        try #require(empty.end == .exited(0), "\(empty.output)")
        #expect(try await refusal(scratch("q.deb")).contains("no kernel in the package"))
        #expect(try await refusal(scratch.write("bad.deb", "!<arch>\ndebian-binary   ")).contains("bad.deb"))
    }

    @Test("a package of rpm's has its kernel among its modules, or in /boot", .requires(.program("depmod")))
    func rpm() async throws {
        let modules = "usr/lib/modules/6.9.1-mine"
        for (image, compression) in [
            ("./lib/modules/6.9.1-mine/vmlinuz", .zstd), ("boot/vmlinuz-6.9.1-mine", .gzip),
            (modules + "/vmlinuz", .none),
        ] as [(String, ArchiveWriter.Compression)] {
            let package = try scratch.write(
                "k.rpm",
                try PackageFile.rpm(
                    [
                        (image, Self.image()), ("\(modules)/kernel/readme.txt", Array("no module\n".utf8)),
                        ("etc/passwd", Array("root\n".utf8)),
                    ], in: scratch, compression))
            let found = try await search().find(package)
            #expect(found.version == "6.9.1-mine" && FileSystem.exists(found.image), "\(found)")
            #expect(found.image.hasSuffix("vmlinuz") || found.image.hasSuffix("vmlinuz-6.9.1-mine"))
            let directory = try #require(found.modules)
            #expect(FileSystem.exists(directory + "/kernel/readme.txt"))
            #expect(!FileSystem.exists(directory + "/../../../etc"))
        }
    }

    @Test("a package that is the first of all in a cache leaves one that is ours", .requires(.program("depmod")))
    func firstOfAll() async throws {
        let package = try scratch.write(
            "k.rpm", try PackageFile.rpm([("boot/vmlinuz-6.9.1-mine", Self.image())], in: scratch))
        let directories = HostDirectories(runtime: scratch("r"), cache: scratch("c"))
        #expect(try await Boot(kernel: package).kernelFiles(directories).version == "6.9.1-mine")
        try directories.prepare()
    }

    @Test("modules may be in a package of their own", .requires(.program("depmod")))
    func modulesInPackage() async throws {
        let kernel = try scratch.write("k", Self.image())
        let package = try scratch.write(
            "modules.rpm",
            try PackageFile.rpm([("lib/modules/6.9.1-mine/kernel/readme.txt", Array("x".utf8))], in: scratch))
        let found = try await search().find(kernel, modules: package)
        #expect(found.modules?.hasPrefix(scratch("cache/kernels/")) == true)
        let other = try scratch.write("other", Self.image("7.0.0"))
        #expect(try await refusal(other, modules: package).contains("there are no modules"))
    }

    @Test("a package of rpm's that is damaged, or has no kernel, is refused with its name")
    func badRPM() async throws {
        let whole = try PackageFile.rpm([("boot/vmlinuz-6.9.1-mine", Self.image())], in: scratch)
        for length in [4, 90, 100, 120, whole.count / 2 + 64] {
            let text = try await refusal(scratch.write("bad.rpm", Array(whole.prefix(length))))
            let isTold = text.contains("cannot be unpacked") || text.contains("is damaged")
            #expect(text.contains("bad.rpm") && isTold, "\(length): \(text)")
        }
        let empty = try PackageFile.rpm([("usr/share/doc/k/copyright", Array("mine\n".utf8))], in: scratch)
        #expect(try await refusal(scratch.write("doc.rpm", empty)).contains("no kernel in the package"))
    }

    @Test("what is left of an unpacking that was killed goes, and what is used stays")
    func eviction() throws {
        try scratch.write("kernels/lock", "")
        try scratch.write("kernels/used/unpacked", "")
        try scratch.write("kernels/killed/boot/vmlinuz", "half")
        let old = try scratch.write("kernels/old/unpacked", "")
        let past = timespec(tv_sec: time(nil) - 31 * 24 * 3600, tv_nsec: 0)
        try #require(utimensat(AT_FDCWD, old, [past, past], 0) == 0)
        BootCache(directory: scratch("kernels")).evict()
        #expect(FileSystem.names(in: scratch("kernels")).sorted() == ["lock", "used"])
    }

    @Test("of a package only the kernel and its modules are kept")
    func targets() {
        #expect(KernelPackages.target(["boot", "vmlinuz-1"]) == "boot/vmlinuz-1")
        #expect(KernelPackages.target(["usr", "lib", "modules", "1", "a.ko"]) == "lib/modules/1/a.ko")
        #expect(KernelPackages.target(["lib", "modules", "1", "kernel", "a.ko"]) == "lib/modules/1/kernel/a.ko")
        #expect(KernelPackages.target(["etc", "passwd"]) == nil)
        #expect(KernelPackages.target([]) == nil)
    }
}

extension String {
    fileprivate var dropLastComponent: String { "/" + split(separator: "/").dropLast().joined(separator: "/") }
}

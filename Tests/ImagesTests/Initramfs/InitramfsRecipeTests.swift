import Fixtures
import Images
import Testing

private let kernel = HostKernel(path: "/boot/vmlinuz-6.1", version: KernelVersion("6.1"), modules: "/lib/modules/6.1")
private let modules = [
    KernelModule(path: "kernel/virtio_ring.ko", needs: []),
    KernelModule(path: "kernel/virtio.ko.xz", needs: ["kernel/virtio_ring.ko"]),
    KernelModule(path: "kernel/virtio-rng.ko", needs: ["kernel/virtio.ko.xz", "kernel/virtio_ring.ko"]),
]

private func recipe(_ source: InitramfsSource, permissions: [String: UInt32] = [:]) -> InitramfsRecipe {
    InitramfsRecipe(
        source: source, kernel: kernel, modules: source.modules.isEmpty ? [] : modules, helper: Array("helper".utf8),
        busybox: source.busybox ? Busybox(path: "/bin/busybox", applets: ["busybox", "init", "sh"]) : nil,
        sourcePermissions: permissions)
}

private func entry(_ path: String, in source: InitramfsSource, permissions: [String: UInt32] = [:]) throws
    -> InitramfsEntry
{
    try #require(try recipe(source, permissions: permissions).entries().first { $0.path == path })
}

@Suite struct InitramfsRecipeTests {
    @Test("a whole initramfs, file by file")
    func whole() throws {
        let source = InitramfsSource(
            modules: ["virtio-rng", "ext4"],
            files: [
                InitramfsFile(path: "/usr/bin/probe", origin: .source("/src/probe.sh")),
                InitramfsFile(path: "/srv/data/text", origin: .content("hello"), mode: FileMode(rawValue: 0o600)),
            ])
        let listing = try recipe(source, permissions: ["/src/probe.sh": 0o750]).entries().map(\.listing)
        #expect(
            listing.filter { !$0.contains(" bytes)") } == [
                "0755 dir  .",
                "0755 dir  bin",
                "0755 file bin/busybox = /bin/busybox",
                "0777 link bin/init -> busybox",
                "0750 file bin/probe = /src/probe.sh",
                "0777 link bin/sh -> busybox",
                "0755 dir  dev",
                "0600 char dev/console 5:1",
                "0666 char dev/null 1:3",
                "0755 dir  etc",
                "0755 dir  etc/init.d",
                "0777 link init -> bin/busybox",
                "0755 dir  lib",
                "0755 dir  lib/modules",
                "0755 dir  lib/modules/6.1",
                "0644 file lib/modules/6.1/virtio.ko = unpacked /lib/modules/6.1/kernel/virtio.ko.xz",
                "0644 file lib/modules/6.1/virtio_ring.ko = /lib/modules/6.1/kernel/virtio_ring.ko",
                "0644 file lib/modules/6.1/virtio_rng.ko = /lib/modules/6.1/kernel/virtio-rng.ko",
                "0755 dir  mnt",
                "0755 dir  proc",
                "0700 dir  root",
                "0755 dir  run",
                "0777 link sbin -> bin",
                "0755 dir  srv",
                "0755 dir  srv/data",
                "0755 dir  sys",
                "01777 dir  tmp",
                "0755 dir  usr",
                "0777 link usr/bin -> ../bin",
                "0755 dir  usr/libexec",
                "0777 link usr/sbin -> ../bin",
                "0755 dir  var",
                "0777 link var/run -> ../run",
                "0777 link var/tmp -> ../tmp",
            ])
        #expect(
            listing.filter { $0.contains(" bytes)") }.map { $0.split(separator: " (")[0] } == [
                "0644 file etc/fstab", "0644 file etc/group", "0644 file etc/hosts", "0755 file etc/init.d/rcS",
                "0644 file etc/inittab",
                "0644 file etc/modules.list", "0644 file etc/passwd", "0644 file etc/profile",
                "0644 file lib/modules/6.1/modules.dep", "0600 file srv/data/text",
                "0755 file usr/libexec/mayfly-guest",
            ])
    }

    @Test("the guest loads what was asked for and is a file, and finds what that needs beside it")
    func moduleLists() throws {
        let source = InitramfsSource(modules: ["virtio-rng", "ext4"])
        #expect(try entry("etc/modules.list", in: source).text == "virtio_rng\n")
        #expect(
            try entry("lib/modules/6.1/modules.dep", in: source).text == """
                virtio_ring.ko:
                virtio.ko: virtio_ring.ko
                virtio_rng.ko: virtio.ko virtio_ring.ko

                """)
    }

    @Test("the guest's users have no empty field: busybox does not know such a user's name")
    func users() throws {
        let passwd = try #require(try entry("etc/passwd", in: InitramfsSource()).text)
        let users = passwd.split(separator: "\n").map { $0.split(separator: ":", omittingEmptySubsequences: false) }
        #expect(users.map { $0[0] } == ["root", "nobody"])
        #expect(users.allSatisfy { $0.count == 7 && !$0.contains("") })
    }

    @Test("the console is a shell only when the fixture says so")
    func shell() throws {
        #expect(try entry("etc/inittab", in: InitramfsSource()).text?.contains("askfirst") == false)
        let inittab = try entry("etc/inittab", in: InitramfsSource(consoleShell: true)).text
        #expect(inittab?.hasSuffix("\n::askfirst:/bin/cttyhack /bin/sh -l\n") == true)
    }

    @Test("a fixture's file replaces ours, even a symlink of a command")
    func replaces() throws {
        let source = InitramfsSource(files: [
            InitramfsFile(path: "/sbin/init", origin: .content("#!/bin/sh\n"), mode: FileMode(rawValue: 0o755)),
            InitramfsFile(path: "//etc/./inittab", origin: .content("mine")),
        ])
        #expect(try entry("bin/init", in: source).text == "#!/bin/sh\n")
        #expect(try entry("etc/inittab", in: source).text == "mine")
    }

    @Test("without busybox there must be a first program, and there is nothing of busybox's")
    func withoutBusybox() throws {
        let error = try #require(throws: ImageError.self) { try recipe(InitramfsSource(busybox: false)).entries() }
        #expect(error.code == .file)
        #expect("\(error)".contains("/init"))
        let source = InitramfsSource(
            busybox: false,
            files: [InitramfsFile(path: "/init", origin: .source("/src/init"), mode: FileMode(rawValue: 0o755))])
        let paths = try recipe(source).entries().map(\.path)
        #expect(!paths.contains("bin/busybox") && !paths.contains("etc/inittab"))
        #expect(paths.contains("usr/libexec/mayfly-guest"))
    }

    @Test("a file inside a file, or twice at the same place, is refused: the kernel would drop one silently")
    func impossible() throws {
        let inside = InitramfsSource(files: [InitramfsFile(path: "/init/x", origin: .content(""))])
        let error = try #require(throws: ImageError.self) { try recipe(inside).entries() }
        #expect("\(error)".contains("/init is not a directory"))
        let twice = InitramfsSource(files: [
            InitramfsFile(path: "/bin/x", origin: .content("1")),
            InitramfsFile(path: "/usr/sbin/x", origin: .content("2")),
        ])
        #expect(throws: ImageError.self) { try recipe(twice).entries() }
    }
}

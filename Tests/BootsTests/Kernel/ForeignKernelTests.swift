import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import Boots

@Suite struct ForeignKernelTests {
    private let scratch = Scratch("foreign-kernel")

    private static func bytes(_ magic: [UInt8], at offset: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 0x300)
        bytes.replaceSubrange(offset..<offset + magic.count, with: magic)
        return bytes
    }

    private static func program(_ machine: UInt8, isLittle: Bool = true) -> [UInt8] {
        var bytes = bytes([0x7F, 0x45, 0x4C, 0x46, 2, isLittle ? 1 : 2], at: 0)
        bytes[isLittle ? 18 : 19] = machine
        return bytes
    }

    private static let images: [(Architecture, [UInt8])] = [
        (.amd64, bytes(Array("HdrS".utf8), at: 0x202)), (.i386, bytes(Array("HdrS".utf8), at: 0x202)),
        (.arm64, bytes(Array("ARMd".utf8), at: 56)), (.arm64, bytes([0x1F, 0x8B], at: 0)),
        (.armhf, bytes([0x18, 0x28, 0x6F, 0x01], at: 0x24)), (.riscv64, bytes(Array("RSC\u{5}".utf8), at: 56)),
        (.riscv64, program(243)), (.mips64el, program(8)), (.ppc64le, program(21)),
        (.s390x, program(22, isLittle: false)), (.s390x, bytes([], at: 0)),
    ]

    @Test("each architecture's images are told from those of the others by their first bytes")
    func kinds() {
        for (architecture, image) in Self.images {
            #expect(ForeignKernel.isKernel(image, for: architecture), "\(architecture.rawValue)")
        }
        #expect(!ForeignKernel.isKernel(Self.bytes(Array("ARMd".utf8), at: 56), for: .armhf))
        #expect(!ForeignKernel.isKernel(Self.bytes(Array("HdrS".utf8), at: 0x202), for: .s390x))
        #expect(!ForeignKernel.isKernel(Self.program(62), for: .riscv64))
        #expect(!ForeignKernel.isKernel(Array("hello".utf8), for: .arm64))
        #expect(!ForeignKernel.isKernel([], for: .mips64el))
    }

    @Test("an image is itself, a build tree has it where it is built, and what is none is refused with what to name")
    func search() async throws {
        let search = KernelSearch(cache: scratch("cache"), for: .riscv64)
        let image = try scratch.write("tree/arch/riscv/boot/Image", Self.bytes(Array("RSC\u{5}".utf8), at: 56))
        let bare = try scratch.write("bare/Image", Self.bytes(Array("RSC\u{5}".utf8), at: 56))
        #expect(try await search.find(bare) == KernelFiles(image: bare, version: ""))
        try scratch.write("tree/include/config/kernel.release", "6.12.0\n")
        let symbols = try scratch.write("tree/vmlinux", Self.program(243))
        #expect(
            try await search.find(scratch("tree"))
                == KernelFiles(image: image, version: "6.12.0", symbols: symbols))
        for (path, part) in [
            ("host", "this host's own kernel"), (scratch("nothing"), "there is no kernel at"),
            (try scratch.write("empty/x", "x").dropLast(2).description, "there is no arch/riscv/boot/Image"),
            (try scratch.write("text", "hello"), "Name a kernel for riscv64: its image (Image)"),
        ] {
            let error = await #expect(throws: MachineError.self) { try await search.find(path) }
            #expect(
                error?.code == .invalidInput && error?.message.contains(part) == true, "\(String(describing: error))")
        }
    }

    @Test("its modules are those of its name's version, or where there is one version alone")
    func modules() async throws {
        let search = KernelSearch(cache: scratch("cache"), for: .riscv64)
        let image = Self.bytes(Array("RSC\u{5}".utf8), at: 56)
        let named = try scratch.write("out/boot/vmlinuz-6.12.0-r", image)
        try scratch.write("out/lib/modules/6.12.0-r/modules.dep", "kernel/virtio_console.ko:\n")
        try scratch.write("out/lib/modules/6.12.0-r/modules.builtin", "kernel/virtio_pci.ko\n")
        let expected = KernelFiles(
            image: named, version: "6.12.0-r", modules: scratch("out/lib/modules/6.12.0-r"), builtin: ["virtio_pci"])
        #expect(try await search.find(named) == expected)
        let nameless = try scratch.write("linux", image)
        #expect(try await search.find(nameless).modules == nil)
        for place in ["out", "out/lib/modules/6.12.0-r"] {
            let found = try await search.find(nameless, modules: scratch(place))
            #expect(found.modules == expected.modules && found.version == "6.12.0-r")
        }
        try scratch.write("out/lib/modules/6.13.0/modules.dep", "")
        await #expect(throws: MachineError.self) { try await search.find(nameless, modules: scratch("out")) }
    }

    @Test("a package is unpacked, and what it boots is told from what it has for debuggers by the architecture")
    func package() async throws {
        // A module by its name alone: depmod reads each.
        let file = try scratch.write(
            "k.rpm",
            PackageFile.rpm(
                [("./boot/vmlinux-6.1.0-m", Self.program(8)), ("./lib/modules/6.1.0-m/modules.order", [])],
                in: scratch))
        let found = try await KernelSearch(cache: scratch("cache"), for: .mips64el).find(file)
        #expect(found.version == "6.1.0-m" && found.image.hasSuffix("/boot/vmlinux-6.1.0-m"))
        #expect(found.modules?.hasSuffix("/lib/modules/6.1.0-m") == true)
        let other = await #expect(throws: MachineError.self) {
            try await KernelSearch(cache: scratch("cache"), for: .ppc64le).find(file)
        }
        #expect(other?.message.contains("Name a kernel for ppc64le") == true)
    }

    @Test("a busybox is a program of the architecture, or a package's, and another is refused with where to get one")
    func busybox() async throws {
        let packages = KernelPackages(directory: scratch("cache"))
        let program = try scratch.write("busybox", Self.program(22, isLittle: false))
        #expect(try await BusyboxFile(path: program).program(for: .s390x, packages) == program)
        let package = try scratch.write(
            "b.rpm", PackageFile.rpm([("./usr/bin/busybox", Self.program(183))], in: scratch))
        let unpacked = try await BusyboxFile(path: package).program(for: .arm64, packages)
        #expect(unpacked.hasSuffix("/bin/busybox"))
        for (path, part) in [
            (program, "apt-get download busybox-static:ppc64el"), (package, "no busybox for ppc64le"),
            (scratch("none"), "there is no busybox at"),
        ] {
            let error = await #expect(throws: MachineError.self) {
                _ = try await BusyboxFile(path: path).program(for: .ppc64le, packages)
            }
            #expect(error?.message.contains(part) == true, "\(String(describing: error))")
        }
    }

    @Test("what needs a program of this host in the guest is refused for another architecture")
    func refusals() throws {
        let own = Boot(kernel: "/k").machineArchitecture
        let foreign: Architecture = own == .arm64 ? .amd64 : .arm64
        for (change, part) in [
            ({ $0.userspace = .tools() }, "busybox-static:\(foreign.rawValue)"),
            ({ ($0.userspace, $0.busybox, $0.root) = (.tools(), "/b", "host") }, "--root host"),
            ({ $0.busybox = "/b" }, "--busybox is for our own initramfs"), ({ $0.command = ["true"] }, "helper"),
            ({ $0.copies = [BootCopy("/a", to: "/b")] }, "helper"), ({ $0.root = "/r" }, "only our own initramfs"),
            ({ $0.architecture = Architecture(rawValue: "vax") }, "vax"),
        ] as [((inout Boot) -> Void, String)] {
            var boot = Boot(kernel: "/k", userspace: .none)
            boot.architecture = foreign
            _ = try BootCourse(boot)
            change(&boot)
            let changed = boot
            let error = #expect(throws: MachineError.self) { _ = try BootCourse(changed) }
            #expect(error?.message.contains(part) == true, "\(String(describing: error))")
        }
        var tools = Boot(kernel: "/k")
        (tools.architecture, tools.busybox, tools.command) = (foreign, "/b", ["true"])
        (tools.modules, tools.root) = ("/m", "/r")
        _ = try BootCourse(tools)
        tools.architecture = .mips64el
        _ = try BootCourse(tools)
        var board = Boot(program: "/p", on: .microbit)
        board.architecture = .armhf
        let refused = board
        #expect(throws: MachineError.self) { _ = try BootCourse(refused) }
        // This host's own is no other.
        var plain = Boot(kernel: "/k")
        (plain.architecture, plain.command) = (own, ["true"])
        _ = try BootCourse(plain)
    }
}

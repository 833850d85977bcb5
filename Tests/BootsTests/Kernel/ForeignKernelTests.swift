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
    func search() throws {
        let search = ForeignKernel(architecture: .riscv64)
        let image = try scratch.write("tree/arch/riscv/boot/Image", Self.bytes(Array("RSC\u{5}".utf8), at: 56))
        #expect(try search.find(image, symbols: nil) == KernelFiles(image: image, version: ""))
        try scratch.write("tree/include/config/kernel.release", "6.12.0\n")
        let symbols = try scratch.write("tree/vmlinux", Self.program(243))
        #expect(
            try search.find(scratch("tree"), symbols: nil)
                == KernelFiles(image: image, version: "6.12.0", symbols: symbols))
        for (path, part) in [
            ("host", "this host's own kernel"), (scratch("nothing"), "there is no kernel at"),
            (try scratch.write("empty/x", "x").dropLast(2).description, "there is no arch/riscv/boot/Image"),
            (try scratch.write("text", "hello"), "Name a kernel for riscv64: its image (Image)"),
        ] {
            let error = #expect(throws: MachineError.self) { try search.find(path, symbols: nil) }
            #expect(
                error?.code == .invalidInput && error?.message.contains(part) == true, "\(String(describing: error))")
        }
    }

    @Test("what needs a program of this host in the guest is refused for another architecture")
    func refusals() throws {
        let own = Boot(kernel: "/k").machineArchitecture
        let foreign: Architecture = own == .arm64 ? .amd64 : .arm64
        for (change, part) in [
            ({ $0.userspace = .tools() }, "--no-initrd"), ({ $0.command = ["true"] }, "a command behind --"),
            ({ $0.copies = [BootCopy("/a", to: "/b")] }, "--copy-in"), ({ $0.root = "/r" }, "--root"),
            ({ $0.modules = "/m" }, "--modules"), ({ $0.architecture = Architecture(rawValue: "vax") }, "vax"),
        ] as [((inout Boot) -> Void, String)] {
            var boot = Boot(kernel: "/k", userspace: .none)
            boot.architecture = foreign
            _ = try BootCourse(boot)
            change(&boot)
            let changed = boot
            let error = #expect(throws: MachineError.self) { _ = try BootCourse(changed) }
            #expect(error?.message.contains(part) == true, "\(String(describing: error))")
        }
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

import Fixtures
import Machines
import MayflyTestSupport
import Terminal
import Testing

@testable import Boots
@testable import mayfly

/// What `--initramfs` means. Nothing is booted.
@Suite struct BootInitramfsOptionsTests {
    private let scratch = Scratch("boot-initramfs")

    private func boot(_ words: [String]) throws -> Boot {
        let parser = CommandParser(CommandSpec("mayfly", "", commands: [BootCommand.spec]))
        guard case .run(let invocation) = try parser.parse(["boot", "-k", "/no/kernel"] + words) else {
            throw MachineError(.invalidInput, "it is no command line")
        }
        return try BootOptions.boot(invocation)
    }

    private func refusal(_ words: [String]) -> String {
        let error = #expect(throws: MachineError.self) { try boot(words) }
        return error?.message ?? ""
    }

    @Test("a directory is what it is, and nobody runs a command in it")
    func directory() throws {
        try scratch.write("root/init", "")
        #expect(try boot(["--initramfs", scratch("root")]).userspace == .directory(scratch("root")))
        #expect(refusal(["--initramfs", scratch("root"), "--", "true"]).contains("our own initramfs"))
        #expect(refusal(["--initramfs", scratch("root"), "--module", "loop"]).contains("init load loop"))
    }

    @Test("a recipe adds to ours, with paths from its own directory and modules of both")
    func recipe() throws {
        let path = try scratch.write(
            "recipe.yaml", "modules: [loop]\nfiles: [{path: /a, source: b/c}, {path: /d, content: text}]\n")
        let boot = try boot(["--initramfs", path, "--module", "btrfs", "--", "true"])
        let source = InitramfsSource(
            modules: ["loop", "btrfs"],
            files: [
                InitramfsFile(path: "/a", origin: .source(scratch("b/c"))),
                InitramfsFile(path: "/d", origin: .content("text")),
            ])
        #expect(boot.userspace == .recipe(source) && boot.hasTools)
        let fixture = boot.fixture(of: KernelFiles(image: "/k", version: "6", modules: "/m"))
        #expect(fixture.image?.source.initramfs?.modules == ["virtio_pci", "virtio_console", "loop", "btrfs"])
        #expect(fixture.image?.source.initramfs?.kernel == .path("/k"))
        #expect(fixture.image?.source.initramfs?.files == source.files)
    }

    @Test("a recipe without busybox has nobody who runs commands")
    func bare() throws {
        let path = try scratch.write("recipe.yaml", "busybox: false\nfiles: [{path: /init, content: '#!/x'}]\n")
        #expect(refusal(["--initramfs", path, "--", "true"]).contains("our own initramfs"))
        #expect(try !boot(["--initramfs", path]).hasTools)
    }

    @Test("what is no recipe is refused with its line, or with the option that was meant")
    func refusals() throws {
        let wrong = try scratch.write("wrong.yaml", "modules: [a]\nfile: []\n")
        #expect(refusal(["--initramfs", wrong]).contains("wrong.yaml:2"))
        let kernel = try scratch.write("kernel.yaml", "kernel: /k\n")
        #expect(refusal(["--initramfs", kernel]).contains("--kernel"))
        let archive = try scratch.write("initrd.gz", [0x1F, 0x8B, 8])
        #expect(refusal(["--initramfs", archive]).contains("--initrd"))
        #expect(refusal(["--initramfs", scratch("nothing")]).contains("cannot be read"))
        #expect(refusal(["--initramfs", wrong, "--initrd", "/i"]).contains("exclude"))
    }
}

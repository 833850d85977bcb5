import Images
import Testing

private let dependencies = """
    kernel/drivers/virtio/virtio_ring.ko.xz:
    kernel/drivers/virtio/virtio.ko.xz: kernel/drivers/virtio/virtio_ring.ko.xz
    kernel/drivers/virtio/virtio_pci.ko.xz: kernel/drivers/virtio/virtio_pci_modern_dev.ko.xz kernel/drivers/virtio/virtio.ko.xz kernel/drivers/virtio/virtio_ring.ko.xz
    kernel/drivers/virtio/virtio_pci_modern_dev.ko.xz:
    kernel/drivers/char/hw_random/virtio-rng.ko: kernel/drivers/virtio/virtio.ko.xz kernel/drivers/virtio/virtio_ring.ko.xz
    kernel/net/9p/9pnet.ko.zst:
    this line is no module

    """

private let index = ModuleIndex(
    dependencies: Array(dependencies.utf8),
    builtin: Array("kernel/fs/ext4/ext4.ko\nkernel/drivers/tty/serial/8250/8250.ko\n".utf8))

private func loaded(_ names: String...) throws -> [String] {
    try index.loadOrder(of: names).get().map(\.name)
}

@Suite struct ModuleIndexTests {
    @Test("what a module needs comes before it")
    func order() throws {
        #expect(try loaded("virtio_pci") == ["virtio_ring", "virtio", "virtio_pci_modern_dev", "virtio_pci"])
    }

    @Test("a module is loaded once, where it is first needed")
    func once() throws {
        #expect(
            try loaded("virtio", "virtio_pci", "virtio_rng", "virtio")
                == ["virtio_ring", "virtio", "virtio_pci_modern_dev", "virtio_pci", "virtio_rng"])
    }

    @Test("- and _ in a name mean the same", arguments: ["virtio-rng", "virtio_rng", "virtio_pci-modern_dev"])
    func dashes(name: String) throws {
        #expect(try index.loadOrder(of: [name]).get().last?.name == KernelModule.normalized(name))
    }

    @Test("what is built in is there already, and needs no file")
    func builtIn() throws {
        #expect(try loaded("ext4", "8250").isEmpty)
    }

    @Test(
        "a module knows whether its file must be unpacked",
        arguments: [("virtio", true), ("virtio_rng", false), ("9pnet", true)])
    func compressed(name: String, isCompressed: Bool) throws {
        #expect(try #require(index[name]).isCompressed == isCompressed)
    }

    @Test("an unknown name is told")
    func unknown() {
        #expect(
            index.loadOrder(of: ["virtio", "virtio_blk"]) == .failure(ModuleIndex.UnknownModule(name: "virtio_blk")))
    }

    @Test("a circle of modules that need each other ends")
    func circle() throws {
        let circle = ModuleIndex(dependencies: Array("a.ko: b.ko\nb.ko: c.ko\nc.ko: a.ko\n".utf8))
        #expect(try circle.loadOrder(of: ["a"]).get().map(\.name) == ["c", "b", "a"])
    }

    @Test("a chain of any length does not use up the stack")
    func chain() throws {
        let text = (0..<10_000).map { "m\($0).ko: m\($0 + 1).ko\n" }.joined()
        let chain = ModuleIndex(dependencies: Array(text.utf8))
        #expect(try chain.loadOrder(of: ["m0"]).get().count == 10_001)
    }

    @Test("an unknown module's error names the kernel, a similar name and the remedy")
    func message() throws {
        let kernel = HostKernel(path: "/boot/vmlinuz-6.1", version: KernelVersion("6.1"), modules: "/lib/modules/6.1")
        let error = try #require(throws: ImageError.self) { try index.files(for: ["virtio_pic"], of: kernel) }
        #expect(error.code == .unknownModule)
        #expect("\(error)".contains("the kernel 6.1 has no module virtio_pic"))
        #expect("\(error)".contains("Did you mean virtio_pci?"))
        let far = try #require(throws: ImageError.self) { try index.files(for: ["zfs"], of: kernel) }
        #expect(!"\(far)".contains("Did you mean"))
    }

    @Test("a kernel without modules cannot give any")
    func noModules() throws {
        let kernel = HostKernel(path: "/k/mine", version: KernelVersion("6.1"), modules: nil)
        let error = try #require(throws: ImageError.self) { try ModuleIndex(of: kernel) }
        #expect(error.code == .noModules)
        #expect("\(error)".contains("/k/mine"))
    }
}

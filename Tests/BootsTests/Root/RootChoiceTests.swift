import Glibc
import Machines
import MayflyTestSupport
import Testing

@testable import Boots

@Suite struct RootChoiceTests {
    private let scratch = Scratch("choice")

    private func choice(
        isHosts: Bool = true, asked: RootWay? = nil, isSuperuser: Bool = false
    ) -> RootChoice {
        RootChoice(path: "/r", isHosts: isHosts, asked: asked, isSuperuser: isSuperuser)
    }

    @Test("a user's first way is 9p, root's is virtiofs, and an image the last; what is asked for is the only one")
    func order() {
        #expect(choice().order == [.ninep, .virtiofs, .image])
        #expect(choice(isSuperuser: true).order == [.virtiofs, .ninep, .image])
        #expect(choice(asked: .image, isSuperuser: true).order == [.image])
    }

    @Test("the first way without a lack is taken, and nothing behind it is tried")
    func taken() async throws {
        var tried: [RootWay] = []
        let way = try await choice().way { (way) async throws(MachineError) in
            tried.append(way)
            return way == .ninep ? "no" : nil
        }
        #expect(way == .virtiofs && tried == [.ninep, .virtiofs])
    }

    @Test("where there is no way each is told with its reason")
    func none() async {
        let choice = choice()
        let error = await #expect(throws: MachineError.self) {
            _ = try await choice.way { (way) async throws(MachineError) in
                way == .image ? choice.lackOfImage : "because of \(way.rawValue)"
            }
        }
        #expect(error?.code == .unsupported)
        for part in [
            "/r", "by 9p: because of 9p", "by virtiofs: because", "by image: it is this host's own", "mmdebstrap",
        ] {
            #expect(error?.message.contains(part) == true, "\(String(describing: error))")
        }
        #expect(self.choice(isHosts: false).lackOfImage == nil)
    }

    @Test("what a kernel lacks is told by the name of its configuration, and with a kernel that has it")
    func kernel() throws {
        try scratch.write(
            "m/modules.dep", "kernel/fs/overlayfs/overlay.ko.xz:\nkernel/fs/fuse/virtiofs.ko: kernel/fs/fuse/fuse.ko\n")
        let kernel = KernelFiles(image: "/k", version: "6", modules: scratch("m"), builtin: ["ext4"])
        #expect(choice().lack(of: kernel, for: .virtiofs) == nil && choice().lack(of: kernel, for: .image) == nil)
        let text = try #require(choice().lack(of: kernel, for: .ninep))
        #expect(text.contains("CONFIG_NET_9P_VIRTIO") && text.contains("linux-image-amd64"), "\(text)")
        let memory = try #require(choice().lack(of: kernel, for: .pmem))
        #expect(memory.contains("CONFIG_ACPI_NFIT, CONFIG_BLK_DEV_PMEM") && !memory.contains("ext4"), "\(memory)")
        let built = KernelFiles(image: "/k", version: "6", builtin: ["9p", "9pnet_virtio", "overlay"])
        #expect(choice().lack(of: built, for: .ninep) == nil)
    }

    @Test("nobody shares a directory with MIPS, whose errors have other numbers; an image is made")
    func errors() {
        var choice = choice(isHosts: false)
        let kernel = KernelFiles(image: "/k", version: "6", builtin: ["9p", "9pnet_virtio", "overlay", "virtiofs"])
        #expect(choice.lack(of: kernel, for: .virtiofs) == nil)
        choice.architecture = .mips64el
        for way in [RootWay.ninep, .virtiofs] {
            #expect(choice.lack(of: kernel, for: way)?.contains("--root-by image") == true)
        }
        #expect(choice.lack(of: kernel, for: .image) == nil)
    }

    @Test("an image's sums are loaded before its file system where the kernel has them as a module")
    func sums() throws {
        try scratch.write("m/modules.dep", "kernel/crypto/crc32c_generic.ko:\nkernel/fs/ext4/ext4.ko:\n")
        var kernel = KernelFiles(image: "/k", version: "6", modules: scratch("m"))
        #expect(RootWay.image.modules(of: kernel) == ["crc32c_generic", "virtio_blk", "ext4", "overlay"])
        #expect(RootWay.virtiofs.modules(of: kernel) == ["virtiofs", "overlay"])
        kernel.builtin = ["crc32c_generic"]
        #expect(RootWay.image.modules(of: kernel) == ["virtio_blk", "ext4", "overlay"])
        kernel.modules = nil
        #expect(RootWay.image.modules(of: kernel).isEmpty)
    }

    @Test("of a kernel of which nothing is known only the host's own root, or who asks for it, has the guest find out")
    func unknown() {
        let kernel = KernelFiles(image: scratch("k"), version: "6")
        #expect(choice().lack(of: kernel, for: .ninep) == nil)
        #expect(choice(isHosts: false, asked: .ninep).lack(of: kernel, for: .ninep) == nil)
        #expect(choice(isHosts: false).lack(of: kernel, for: .ninep)?.contains("not known") == true)
    }

    @Test(
        "a configuration beside a kernel, or in its build tree, tells what is in it; a module that is not here is not")
    func configuration() throws {
        let text = "CONFIG_9P_FS=y\nCONFIG_NET_9P_VIRTIO=m\n# CONFIG_OVERLAY_FS is not set\n"
        try scratch.write("boot/config-6", text)
        try scratch.write("tree/.config", text)
        for image in ["boot/vmlinuz-6", "tree/arch/x86/boot/bzImage"] {
            try scratch.write(image, "")
            let kernel = KernelFiles(image: scratch(image), version: "6")
            #expect(["9p", "9pnet_virtio", "overlay"].map(kernel.presence) == [.here, .absent, .absent])
            #expect(kernel.presence(of: "loop") == .unknown)
        }
    }

    @Test("any file may be called config, and only one of a kernel is believed")
    func stray() throws {
        try scratch.write("mine/vmlinuz", "")
        let kernel = KernelFiles(image: scratch("mine/vmlinuz"), version: "6")
        for text in ["[core]\n\tbare = false\n", "", "see CONFIG_VIRTIO_PCI=y\n"] {
            try scratch.write("mine/config", text)
            #expect(kernel.presence(of: "virtio_pci") == .unknown && kernel.missingForHelper() == [])
        }
        for text in [
            "CONFIG_64BIT=y\n", "# CONFIG_64BIT is not set\n", "#\n# Linux/x86 6.1.0 Kernel Configuration\n#\n",
        ] {
            try scratch.write("mine/config", text)
            #expect(kernel.missingForHelper() == ["virtio_pci", "virtio_console"], "\(text)")
        }
        // The one behind it is looked at then.
        try scratch.write("tree/arch/x86/boot/config", "none\n")
        try scratch.write("tree/.config", "CONFIG_VIRTIO_PCI=y\n")
        let built = KernelFiles(image: scratch("tree/arch/x86/boot/bzImage"), version: "6")
        #expect(built.missingForHelper() == ["virtio_console"])
    }

    @Test("what a running system keeps to itself is hidden")
    func hidden() {
        #expect(["/tmp", "/tmp/a", "/run/user/1", "/dev/shm"].allSatisfy(RootPlace.isHidden))
        #expect(!["/", "/home/me/tmp", "/tmpfiles", "/usr/proc"].contains(where: RootPlace.isHidden))
    }

    @Test("the host's own root is known by whatever name, and what is neither a directory nor a file is refused")
    func place() throws {
        try #require(symlink("/", scratch("everything")) == 0)
        for name in ["host", "/", "/usr/..", scratch("everything")] {
            let place = try RootPlace(name)
            #expect(place.isHosts && place.isDirectory && place.path == "/")
        }
        try scratch.write("dir/x", "")
        #expect(try !RootPlace(scratch("dir")).isHosts)
        #expect(try !RootPlace(scratch("dir/x")).isDirectory)
        for name in [scratch("nothing"), "/dev/null"] {
            #expect(throws: MachineError.self) { try RootPlace(name) }
        }
    }
}

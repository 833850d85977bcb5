import Fixtures
import KubeVirt
import Machines
import MayflyTestSupport
import Provenance
import Testing

@testable import Boots

/// Devices, firmware, device tree and type of a boot's machine, as its VMI has them.
@Suite struct BootDeviceTests {
    private let kernel = KernelFiles(image: "/k", version: "6")

    private func fixture(_ change: (inout Boot) -> Void) -> Fixture {
        var boot = Boot(kernel: "/k")
        change(&boot)
        return boot.fixture(of: kernel)
    }

    @Test(
        "a device comes back as it was written",
        arguments: [
            "disk=1Gi", "disk=/srv/a=b,c.img", "disk=/srv/a.img,bus=scsi", "disk=16Mi,bus=sata", "disk=16Mi,bus=usb",
            "pmem=64Mi",
            "pmem=/srv/a,bus=sata", "rng", "watchdog", "tpm", "vsock", "display", "tablet", "sound",
        ])
    func text(_ text: String) throws { #expect(try BootDevice(text).text == text) }

    @Test(
        "what is none is refused with those that are",
        arguments: [
            ("", "is not known"), ("nvme", "is not known"), ("disk", "is not known"), ("disk=", "neither a size"),
            ("disk=-1Gi", "neither a size"), ("disk=0", "neither a size"), ("disk=a.img", "neither a size"),
            ("disk=1Gi,bus=ide", "no bus ‘ide’"), ("rng=1", "is not known"), ("pmem=", "neither a size"),
            ("disk=/a.img,bus=sata", "take scsi, usb or virtio"),
        ])
    func refused(_ text: String, words: String) {
        let error = #expect(throws: MachineError.self) { try BootDevice(text) }
        #expect(
            error?.message.contains(words) == true && error?.message.contains("pmem=SIZE|FILE, rng") == true,
            "\(String(describing: error))")
    }

    @Test("each is the VMI's, disks in their order; a file is only read, and what is empty is the machine's own")
    func devices() throws {
        let made = fixture {
            $0.devices = [
                .disk(.empty(.mebibytes(16))), .disk(.image("/a.img"), bus: .scsi), .pmem(.image("/b.img")), .rng,
                .watchdog, .tpm, .display, .tablet, .sound,
            ]
        }
        let spec = made.template.spec
        #expect(spec.domain.devices.disks?.map(\.name) == ["disk0", "disk1", "disk2"])
        #expect(spec.domain.devices.disks?.map { $0.disk?.bus } == [.virtio, .scsi, .virtio])
        #expect(spec.domain.devices.disks?.map { $0.disk?.readonly } == [nil, true, true])
        #expect(spec.volumes?[0].emptyDisk?.capacity == .mebibytes(16))
        #expect(spec.volumes?[1].hostDisk?.path == "/a.img")
        #expect(try Annotations(#require(made.template.metadata)).persistentMemory == ["disk2"])
        let devices = spec.domain.devices
        #expect(devices.rng != nil && devices.watchdog?.i6300esb?.action == "reset" && devices.tpm != nil)
        #expect(devices.autoattachGraphicsDevice == true && devices.inputs?.map(\.type) == ["tablet"])
        #expect(devices.sound?.model == "ich9")
    }

    @Test("what an architecture has in the place of a PC's is what its machine gets, and its module is loaded")
    func foreign() throws {
        for (architecture, modules) in [
            (Architecture.amd64, ["bochs", "i6300esb"]), (.i386, ["bochs", "i6300esb"]),
            (.arm64, ["virtio_gpu", "i6300esb"]), (.s390x, ["virtio_gpu", "diag288_wdt"]),
        ] {
            #expect([BootDevice.display, .watchdog].flatMap { $0.modules(on: architecture) } == modules)
            // A host's own architecture is not named.
            var spec = VirtualMachineInstanceSpec(domain: DomainSpec())
            var annotations = Annotations()
            BootDevice.watchdog.add(to: &spec, &annotations, on: architecture)
            let watchdog = try #require(spec.domain.devices.watchdog)
            #expect((watchdog.diag288 != nil) == (architecture == .s390x))
            #expect((watchdog.i6300esb != nil) == (architecture != .s390x))
        }
    }

    @Test("their modules are loaded where the kernel has them and has to load them")
    func modules() throws {
        let scratch = Scratch("modules")
        try scratch.write("m/modules.dep", "kernel/drivers/char/hw_random/virtio-rng.ko:\nkernel/virtio_blk.ko:\n")
        let kernel = KernelFiles(image: "/k", version: "6", modules: scratch("m"), builtin: ["nd_pmem"])
        var boot = Boot(kernel: "/k")
        boot.devices = [.rng, .disk(.empty(.mebibytes(1))), .tpm, .pmem(.empty(.mebibytes(2)))]
        #expect(boot.deviceModules(of: kernel) == ["virtio_rng", "virtio_blk"])
        let source = try #require(boot.fixture(of: kernel).image?.source.initramfs)
        #expect(source.modules == ["virtio_pci", "virtio_console", "virtio_rng", "virtio_blk"])
    }

    @Test("a type, a firmware and a device tree are named by annotations, and UEFI by its field")
    func machine() throws {
        let made = fixture {
            $0.userspace = .none
            ($0.machineType, $0.deviceTree) = ("vexpress-a15", "/d.dtb")
            ($0.architecture, $0.firmware) = (.armhf, .file("/f.bin"))
        }
        let annotations = try Annotations(#require(made.template.metadata))
        #expect(annotations.machine == "vexpress-a15" && annotations.deviceTree == "/d.dtb")
        #expect(annotations.firmware == "/f.bin" && annotations.kernel == "/k")
        let uefi = fixture { $0.firmware = .uefi }
        #expect(uefi.template.spec.domain.firmware?.bootloader?.efi?.secureBoot == false)
        #expect(uefi.template.spec.domain.firmware?.kernelBoot?.kernelArgs == Boot.ownArguments())
        #expect(uefi.admission() == [])
    }

    @Test("a manifest has the sums of every disk's file, and of the firmware with what its variables are made from")
    func files() throws {
        var boot = Boot(kernel: "/k", userspace: .initrd("/i"))
        boot.devices = [.disk(.empty(.mebibytes(1))), .disk(.image("/a.img")), .pmem(.image("/b.img"))]
        (boot.firmware, boot.deviceTree) = (.uefi, "/d")
        func files(_ uefi: (code: String, variables: String)?) -> [String] {
            let template = boot.fixture(of: kernel).template
            let machine = VirtualMachineInstance(metadata: template.metadata ?? ObjectMeta(), spec: template.spec)
            return boot.files(kernel, of: machine, uefi: uefi).map { "\($0.role) \($0.path)" }
        }
        #expect(
            files(("/code.fd", "/vars.fd")) == [
                "kernel /k", "initramfs /i", "firmware /code.fd", "variables /vars.fd", "deviceTree /d", "disk /a.img",
                "disk /b.img",
            ])
        (boot, boot.devices) = (Boot(firmware: .file("/f")), [.disk(.image("/a.img"))])
        #expect(files(nil) == ["firmware /f", "disk /a.img"])
        // As what boots again names it, wherever that is done.
        boot = Boot(kernel: "/k", userspace: .initrd("/i"))
        boot.copies = [BootCopy("some/file", to: "/a"), BootCopy("/b", to: "/b")]
        let copies = files(nil).filter { $0.hasPrefix("copy ") }
        #expect(copies == BootRequest(boot, kernel: "/k").copies?.map { "copy \($0.source)" })
        #expect(copies.allSatisfy { $0.hasPrefix("copy /") })
    }

    @Test("a firmware alone has no kernel, and nothing that is a kernel's")
    func alone() async throws {
        let scratch = Scratch("firmware")
        let file = try scratch.write("u-boot.bin", "x")
        let boot = Boot(firmware: .file(file))
        let files = try await boot.kernelFiles()
        #expect(files.image == file)
        let made = boot.fixture(of: files)
        let annotations = try Annotations(#require(made.template.metadata))
        #expect(annotations.kernel == nil && annotations.firmware == file)
        #expect(made.template.spec.domain.firmware == nil && made.admission() == [])
        #expect(boot.commandLine == "")
        for change: (inout Boot) -> Void in [
            { $0.arguments = "quiet" }, { $0.userspace = .tools() }, { $0.modules = "/m" },
            { $0.endsAfterKernelTests = true }, { $0.symbols = "/v" }, { $0.board = .microbit },
        ] {
            var changed = boot
            change(&changed)
            let refused = changed
            let error = #expect(throws: MachineError.self) { try BootCourse(refused) }
            #expect(error?.message.contains("a firmware alone cannot have") == true)
        }
        var empty = boot
        empty.firmware = nil
        let nothing = empty
        #expect(throws: MachineError.self) { try BootCourse(nothing) }
    }
}

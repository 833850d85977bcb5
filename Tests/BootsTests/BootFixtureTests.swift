import Fixtures
import KubeVirt
import Testing

@testable import Boots

@Suite struct BootFixtureTests {
    private let kernel = KernelFiles(image: "/k/bzImage", version: "6.1.0", modules: "/m/lib/modules/6.1.0")

    @Test("our initramfs has the helper's modules and those that were asked for, from where they are")
    func tools() throws {
        var boot = Boot(kernel: "/k", userspace: .tools(modules: ["loop"]))
        boot.arguments = "slub_debug=FZ"
        boot.cpus = 3
        let fixture = boot.fixture(of: kernel)
        let source = try #require(fixture.image?.source.initramfs)
        #expect(source.kernel == .path("/k/bzImage"))
        #expect(source.modules == ["virtio_pci", "virtio_console", "loop"])
        #expect(source.moduleDirectory == "/m/lib/modules/6.1.0")
        #expect(fixture.template.spec.domain.cpu?.cores == 3)
        let line = fixture.template.spec.domain.firmware?.kernelBoot?.kernelArgs
        #expect(line == "\(Boot.ownArguments()) slub_debug=FZ")
        #expect(Boot.ownArguments(on: .s390x) == "console=ttysclp0")
        #expect(Boot.ownArguments(on: .i386) == "console=ttyS0 no_timer_check")
        #expect(fixture.admission() == [])
    }

    @Test("an initrd of the caller's is booted as it is, and nobody waits for a helper")
    func initrd() throws {
        let fixture = Boot(kernel: "/k", userspace: .initrd("/i.gz")).fixture(of: kernel)
        let annotations = try Annotations(#require(fixture.template.metadata))
        #expect(annotations.kernel == "/k/bzImage" && annotations.initrd == "/i.gz")
        #expect(fixture.image == nil && fixture.ready == [])
        #expect(fixture.admission() == [])
        let bare = Boot(kernel: "/k", userspace: .none).fixture(of: kernel)
        #expect(try Annotations(#require(bare.template.metadata)).initrd == nil)
        #expect(bare.admission() == [])
    }

    @Test("without modules the helper's drivers must be in the kernel, and those that are known to lack are told")
    func builtin() {
        var kernel = KernelFiles(image: "/k", version: "6.1.0")
        #expect(kernel.helperModules() == [] && kernel.missingForHelper() == [])
        kernel.builtin = ["virtio_pci"]
        #expect(kernel.missingForHelper() == ["virtio_console"])
        kernel.modules = "/m"
        #expect(kernel.missingForHelper() == [])
    }

    @Test("a machine of another architecture has that one's console and, where there is no ACPI, none")
    func foreign() throws {
        for (architecture, console) in [
            (Architecture.arm64, "ttyAMA0"), (.ppc64le, "hvc0"), (.s390x, "ttysclp0"), (.i386, "ttyS0"),
        ] where architecture != Boot(kernel: "/k").machineArchitecture {
            var boot = Boot(kernel: "/k", userspace: .initrd("/i"))
            boot.architecture = architecture
            let fixture = boot.fixture(of: KernelFiles(image: "/k", version: ""))
            #expect(fixture.architecture == architecture)
            #expect(boot.commandLine.hasPrefix("console=\(console)"))
            #expect((fixture.template.spec.domain.features?.acpi?.enabled == false) == (architecture == .arm64))
            #expect(fixture.admission() == [])
        }
        #expect(Boot(kernel: "/k").fixture(of: kernel).architecture == nil)
    }
}

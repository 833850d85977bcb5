import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import Boots

@Suite struct BootCoverageTests {
    private let scratch = Scratch("coverage")
    private let kernel = KernelFiles(image: "/k", version: "6.9")

    @Test("what the guest writes tells how many files have counts, and whether there is kcov")
    func output() throws {
        #expect(
            try #require(BootCoverage("kcov\n12\n", path: "/o")) == BootCoverage(path: "/o", files: 12, hasKcov: true))
        #expect(BootCoverage("  0\n", path: "/o")?.files == 0 && BootCoverage("0\n", path: "/o")?.hasKcov == false)
        #expect(BootCoverage("", path: "/o") == nil && BootCoverage("kcov\n", path: "/o") == nil)
    }

    @Test("the option that a kernel lacks is named, with where that is said")
    func absence() {
        func reason(_ text: String?) -> String {
            BootCoverage.absence(kernel, text.map { KernelConfig($0, place: "/c") })
        }
        let bare = reason("CONFIG_DEBUG_FS=y\n# CONFIG_GCOV_KERNEL is not set\n")
        #expect(bare.contains("the kernel 6.9 has no coverage: /c does not set CONFIG_GCOV_KERNEL."), "\(bare)")
        #expect(reason("CONFIG_GCOV_KERNEL=n\n").contains("CONFIG_DEBUG_FS and CONFIG_GCOV_KERNEL"))
        #expect(reason("CONFIG_DEBUG_FS=y\nCONFIG_GCOV_KERNEL=y\n").contains("debugfs=off"))
        #expect(reason(nil).contains("is not known. Build it with"))
    }

    @Test("a configuration is that of the build tree, or where distributions have it")
    func config() throws {
        let tree = try scratch.write(
            "tree/.config", "CONFIG_A=y\nCONFIG_B=m\nCONFIG_C=\"x=y\"\n# CONFIG_D is not set\n")
        let found = try #require(
            KernelConfig.find(for: KernelFiles(image: scratch("tree/arch/x86/boot/bzImage"), version: "6.9")))
        #expect(found.place == tree)
        #expect(["A", "B", "C", "D", "E"].map { found.has("CONFIG_" + $0) } == [true, true, true, false, false])
        try scratch.write("root/boot/config-6.9", "CONFIG_A=y\n")
        let other = KernelConfig.find(for: KernelFiles(image: "/elsewhere/k", version: "6.9"), root: scratch("root"))
        #expect(other?.place == scratch("root/boot/config-6.9"))
        #expect(KernelConfig.find(for: KernelFiles(image: "/elsewhere/k", version: ""), root: scratch("root")) == nil)
    }

    @Test("a boot whose guest nobody talks to cannot give its coverage away")
    func refusals() {
        for (change, part) in [
            ({ $0.userspace = .initrd("/i") }, "our own initramfs"),
            ({ ($0.debugging.recording, $0.command) = ("/tmp/r", ["true"]) }, "recorded"),
            ({ $0 = Boot(program: "/p", on: .microbit) }, "cannot have --coverage"),
        ] as [((inout Boot) -> Void, String)] {
            var boot = Boot(kernel: "/k")
            change(&boot)
            boot.debugging.coverage = "/o"
            let changed = boot
            let error = #expect(throws: MachineError.self) { _ = try BootCourse(changed) }
            #expect(error?.message.contains(part) == true, "\(String(describing: error))")
        }
    }
}

import KubeVirt
import Machines
import Provenance
import Testing

@testable import Boots

@Suite struct BootRequestTests {
    @Test("a boot comes back as it was, whatever it has", arguments: [0, 1, 2])
    func again(form: Int) throws {
        var boot = Boot(
            kernel: "/k", userspace: [.tools(modules: ["loop"]), .initrd("/i"), .none][form])
        boot.arguments = "quiet"
        if form == 0 { (boot.root, boot.rootWay, boot.commandDirectory) = ("host", .ninep, "/usr") }
        (boot.modules, boot.symbols, boot.cpus, boot.memory) = ("/m", "/v", 3, .mebibytes(256))
        if form > 0 { (boot.architecture, boot.modules) = (.riscv64, nil) }
        (boot.machineType, boot.deviceTree) = ("virt", "/d")
        (boot.firmware, boot.devices) = ([.uefi, .file("/f"), nil][form], [.rng, .disk(.empty(.mebibytes(3)))])
        if form == 0 {
            boot.command = ["sh", "-c", "true"]
            boot.copies = [BootCopy("/a", to: "/b")]
        }
        (boot.failOn, boot.allow) = (["warnings"], ["warning=x"])
        boot.expectations = [
            BootExpectation(.regex("a+"), within: .seconds(90)), BootExpectation("plain", within: nil),
        ]
        boot.timeout = .milliseconds(1500)
        if form > 1 { (boot.repetition, boot.cpus, boot.machineType) = (.exact, 1, nil) }
        (boot.keepsGoing, boot.readsResults, boot.endsAfterKernelTests) = (true, true, true)
        #expect(try BootRequest(boot, kernel: "/image").boot() == boot)
        let alone = Boot(firmware: .file("/f"))
        #expect(try BootRequest(alone, kernel: "/f").boot() == alone)
        let plain = Boot(kernel: "/k")
        #expect(try BootRequest(plain, kernel: "/k").boot() == plain)
    }

    @Test("'host' becomes the kernel that it meant, and paths begin at the root")
    func places() {
        var boot = Boot(kernel: "host")
        boot.modules = "out"
        let request = BootRequest(boot, kernel: "/boot/vmlinuz-6.1")
        #expect(request.kernel == "/boot/vmlinuz-6.1")
        #expect(request.modules?.hasPrefix("/") == true && request.modules?.hasSuffix("/out") == true)
    }

    @Test("fields that cannot be together are refused by their names")
    func refusals() {
        var request = BootRequest(Boot(kernel: "/k"), kernel: "/k")
        for (change, field) in [
            ({ $0.rootWay = "nfs" }, "boot.rootWay"), ({ $0.devices = ["rng", "nvme"] }, "boot.devices[1]"),
            ({ $0.initrd = "/i" }, "boot.initrd"), ({ $0.userspace = .initrd }, "boot.initrd"),
            ({ ($0.userspace, $0.load) = (.none, ["loop"]) }, "boot.load"), ({ $0.cpus = 0 }, "boot.cpus"),
            ({ $0.expectations = [.init(text: "a", regex: "b")] }, "boot.expectations[0]"),
        ] as [((inout BootRequest) -> Void, String)] {
            let kept = request
            change(&request)
            let changed = request
            let error = #expect(throws: MachineError.self) { try changed.boot() }
            #expect(error?.message.contains(field) == true, "\(String(describing: error))")
            request = kept
        }
    }
}

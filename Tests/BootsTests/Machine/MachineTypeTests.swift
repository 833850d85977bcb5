import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import Boots

/// The type of a boot's machine, beside those that a QEMU knows.
@Suite struct MachineTypeTests {
    private func refusal(_ type: String, _ change: (inout Boot) -> Void = { _ in }) -> String? {
        var boot = Boot(kernel: "/k", userspace: .none)
        (boot.architecture, boot.machineType) = (.amd64, type)
        change(&boot)
        do throws(MachineError) {
            try boot.checkMachineType(among: ["q35", "pc", "isapc", "microvm", "raspi3b"], of: "/usr/bin/qemu")
            return nil
        } catch {
            return error.message
        }
    }

    @Test("one that QEMU knows is taken, and what is mistyped is told with its like, a board too")
    func known() {
        #expect(refusal("q35") == nil && refusal("isapc") == nil)
        for (type, meant) in [("pcc", "pc"), ("q53", "q35"), ("mps2-an358", "mps2-an385"), ("microbits", "microbit")] {
            let text = refusal(type) ?? ""
            #expect(text.contains("did you mean ‘\(meant)’? /usr/bin/qemu -machine help"), "\(text)")
        }
        let far = refusal("versatilepb") ?? ""
        #expect(far.contains("versatilepb") && !far.contains("did you mean") && far.contains("lm3s6965evb"))
    }

    @Test("one that libvirt does not start is told with another")
    func unstartable() {
        for type in ["microvm", "raspi3b"] { #expect(refusal(type)?.contains("libvirt") == true) }
        #expect(refusal("microvm")?.contains("such as q35") == true)
    }

    @Test("without a bus there are no devices and no helper; a boot whose runs are the same has none anyway")
    func bus() {
        let tools: (inout Boot) -> Void = { $0.userspace = .tools() }
        #expect(refusal("isapc", tools)?.contains("our own initramfs") == true)
        #expect(refusal("pc", tools) == nil)
        #expect(refusal("isapc") { ($0.userspace, $0.repetition) = (.tools(), .exact) } == nil)
        #expect(refusal("isapc") { $0.devices = [.rng] }?.contains("--device") == true)
        #expect(refusal("isapc") { $0.debugging.network = .isolated }?.contains("--network") == true)
    }

    @Test(
        "QEMU is asked when the kernel is looked for, and not by every run", .requires(.program("qemu-system-x86_64")))
    func once() async throws {
        var boot = Boot(kernel: "/no/kernel")
        (boot.machineType, boot.command) = ("pc-no-such", ["true"])
        let result = try await boot.run(on: FakeProvider(), kernel: KernelFiles(image: "/k", version: "6"))
        #expect(result.end == .passed)
        let other = boot
        let error = await #expect(throws: MachineError.self) { try await other.kernelFiles() }
        #expect(error?.message.contains("QEMU knows no machine ‘pc-no-such’") == true)
    }
}

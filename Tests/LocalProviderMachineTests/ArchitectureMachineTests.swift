import Fixtures
import Host
import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// Systems that nobody here built, each on the machine that its architecture gets by itself.
@Suite(
    "Machines of other architectures boot", .requires(.machines, .foreignBoots), .serialized,
    .timeLimit(.minutes(60)))
struct ArchitectureMachineTests {
    @Test("as far as what is booted can come", arguments: ForeignBoot.all)
    func boots(_ boot: ForeignBoot) async throws {
        let host = try await TinyHost()
        try await host.withMachine(fixture(boot), waits: false) { machine in
            #expect(machine.accelerator == .tcg)
            // Firmware that finds nothing to boot may end the machine, even before who let it run has been told that it does.
            try? await machine.unpause()
            try await machine.console.expect(.text(boot.sign), within: .seconds(120))
        }
    }

    @Test("with a firmware and a device tree of the user's own")
    func firmware() async throws {
        let host = try await TinyHost()
        let tree = host.scratch("virt.dtb")
        let emulator = try #require(Emulator.path(for: .arm64))
        let made = try await Child.run(
            emulator, ["-M", "virt,dumpdtb=" + tree, "-cpu", "max", "-m", "512", "-display", "none"],
            limit: .seconds(120))
        #expect(made.end == .exited(0), "\(made.output)")
        var metadata = ObjectMeta()
        Annotations(deviceTree: tree, firmware: "/usr/lib/u-boot/qemu_arm64/u-boot.bin").apply(to: &metadata)
        let domain = DomainSpec(
            devices: .init(autoattachGraphicsDevice: false, autoattachPodInterface: false),
            features: .init(acpi: .init(enabled: false)), memory: .init(guest: .mebibytes(512)))
        let fixture = Fixture(
            name: "firmware",
            template: .init(
                metadata: metadata,
                spec: .init(architecture: .arm64, domain: domain, terminationGracePeriodSeconds: 0)),
            ready: [.console(.init(.text("Hit any key to stop autoboot"), deadline: Deadline(.seconds(120))))])
        try await host.withMachine(fixture) { _ in }
    }

    /// With a disk and a network: the transport of an architecture's devices is part of its machine.
    private func fixture(_ boot: ForeignBoot) -> Fixture {
        let isKnown = !Architecture.beyondKubeVirt.contains(boot.architecture)
        var metadata = ObjectMeta()
        Annotations(
            kernel: boot.kernel, initrd: boot.initrd, architecture: isKnown ? nil : boot.architecture
        ).apply(to: &metadata)
        var domain = DomainSpec(
            devices: .init(
                autoattachGraphicsDevice: false, disks: [.init(name: "scratch")],
                interfaces: [.init(masquerade: .init(), name: "default")], rng: .init()),
            memory: .init(guest: .mebibytes(512)))
        if boot.kernel != nil {
            domain.firmware = .init(
                kernelBoot: .init(kernelArgs: "console=\(boot.architecture.console) cryptomgr.notests"))
        }
        if boot.architecture == .arm64 { domain.features = .init(acpi: .init(enabled: false)) }
        let spec = VirtualMachineInstanceSpec(
            architecture: isKnown ? boot.architecture : nil, domain: domain,
            networks: [.init(name: "default", pod: .init())], startStrategy: "Paused", terminationGracePeriodSeconds: 0,
            volumes: [.init(emptyDisk: .init(capacity: .mebibytes(16)), name: "scratch")])
        return Fixture(
            name: boot.architecture.rawValue, template: .init(metadata: metadata, spec: spec),
            ready: [])
    }
}

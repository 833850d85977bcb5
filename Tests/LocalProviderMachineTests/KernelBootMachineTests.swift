import FixtureLoading
import Fixtures
import Host
import KubeVirt
import KubeVirtSamples
import Lifecycle
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// KubeVirt's example of a kernel in a container image, with the tiny guest's kernel and initramfs in the place of theirs.
@Suite(
    "A kernel out of a container image boots",
    .requires(.tinyGuest, .program("docker-registry"), .program("skopeo")),
    .enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent), .timeLimit(.minutes(30)))
struct KernelBootMachineTests {
    @Test("as the example has it, but for the registry's name")
    func boots() async throws {
        let host = try await TinyHost()
        let tiny = try TestHost.tiny()
        let files = try await host.provider.host.image(
            of: tiny, verdict: host.provider.probe(for: tiny), timeline: Timeline())
        let registry = try await RealRegistry()
        let samples = try #require(KubeVirtSamples.directory)
        let example = try FixtureLoader().load(path: samples + "/examples/vmi-kernel-boot.yaml")
        var container = try #require(example.template.spec.domain.firmware?.kernelBoot?.container)
        let paths = (kernel: try #require(container.kernelPath), initrd: try #require(container.initrdPath))
        let (kernel, initrd) = (try #require(files.kernel), try #require(files.initrd))
        container.image = try await registry.push(
            [paths.kernel: FileSystem.read(kernel), paths.initrd: FileSystem.read(initrd)],
            as: "kubevirt/alpine-ext-kernel-boot-demo:devel")
        var fixture = example
        fixture.template.spec.domain.firmware?.kernelBoot?.container = container
        fixture.ready = tiny.ready
        #expect(try await host.provider.plan(fixture).notes.count == 1)
        try await host.withMachine(fixture) { machine in
            let seen = try await machine.says("cat /proc/cmdline /etc/modules.list")
            #expect(seen == "console=ttyS0\nvirtio_pci virtio_console\n")
        }
        #expect(try await host.provider.plan(fixture).notes == [])
    }
}

import Fixtures
import Host
import KubeVirt
import KubeVirtSamples
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider
@testable import mayfly

/// KubeVirt's own examples with our disk in the place of theirs. One of each kind of guest at a time.
@Suite(
    "An example of KubeVirt's boots", .requires(.tinyGuest),
    .enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent),
    .timeLimit(.minutes(30)))
struct ExampleBootMachineTests {
    private static func text(_ name: String) throws -> String {
        let directory = try #require(KubeVirtSamples.directory)
        return try #require(FileSystem.text(directory + "/examples/" + name))
    }

    /// The machine of an example's text, as `mayfly manifest` reads it.
    private func example(_ name: String, _ text: String) throws -> Fixture {
        let scratch = Scratch("example")
        let path = try scratch.write(name, text)
        let set = try withExtendedLifetime(scratch) { try ManifestSet([path], under: .singleHost) }
        let machine = try #require(set.machines.first)
        return try set.fixture(machine.machine)
    }

    /// The example's machine, whose container disk is the image of a Debian.
    private func debian(_ name: String) throws -> Fixture {
        let example = try example(name, try Self.text(name))
        var fixture = try FixtureFile(of: "debian-12-full").load()
        fixture.template = example.template
        fixture.template.spec.volumes?.removeAll { $0.containerDisk != nil }
        // A disk that the example leaves to the defaults is a SATA disk before all others.
        let own = DomainSpec.Disk(disk: .init(bus: .sata), name: FixtureImage.volume)
        let disks = fixture.template.spec.domain.devices.disks.map { disks in
            disks.map { disk in
                var disk = disk
                if disk.name == "containerdisk" { disk.name = FixtureImage.volume }
                return disk
            }
        }
        fixture.template.spec.domain.devices.disks = disks ?? [own]
        // What CirrOS has is too little for a Debian.
        if fixture.template.spec.domain.memory?.guest == .mebibytes(128) {
            fixture.template.spec.domain.memory?.guest = .mebibytes(512)
        }
        fixture.ready = try TestHost.tiny().ready
        return fixture
    }

    @Test(
        "as it is written, but for the image", .requires(.distributions), .serialized,
        arguments: BootedExamples.debian.keys.sorted())
    func debianBoots(_ name: String) async throws {
        let expected = try #require(BootedExamples.debian[name])
        let run = try await TestHost.withMachine(try debian(name)) { machine async throws in
            #expect(try await machine.says(expected.script) == expected.answer)
            return machine.id
        }
        #expect(LocalLeftovers.of(run) == [])
    }

    /// The example's text with this host's registry and directory in it, and the tiny guest's kernel and initramfs.
    private func tiny(_ name: String, _ host: TinyHost, registry: String) throws -> Fixture {
        let text = try Self.text(name).replacing("registry:5000", with: registry)
            .replacing("/var/data/disk.img", with: host.scratch("disk.img"))
        var fixture = try example(name, text)
        fixture.image = FixtureImage(
            source: .initramfs(
                InitramfsSource(modules: ["virtio_pci", "virtio_console", "virtio_blk", "virtio_net", "isofs"])))
        fixture.template.spec.domain.firmware = .init(
            kernelBoot: .init(kernelArgs: "console=ttyS0 quiet cryptomgr.notests no_timer_check"))
        fixture.ready = try TestHost.tiny().ready
        return fixture
    }

    @Test(
        "with its disks and its network, where our Debian is too big for it",
        .requires(.program("docker-registry"), .program("skopeo")), .serialized,
        arguments: BootedExamples.tiny.keys.sorted())
    func tinyBoots(_ name: String) async throws {
        let expected = try #require(BootedExamples.tiny[name])
        let registry = try await RealRegistry()
        let images = [
            "alpine-container-disk-demo", "cirros-container-disk-demo", "fedora-with-test-tooling-container-disk",
        ]
        for image in images where try Self.text(name).contains("/\(image):") {
            _ = try await registry.push(["/disk/disk.img": Self.disk("EXAMPLE")], as: "kubevirt/\(image):devel")
        }
        let host = try await TinyHost()
        for (claim, words) in [("disk-alpine", "CLAIM-A"), ("disk-custom", "CLAIM-B")] {
            try await host.provider.claims.create(claim, size: 1 << 20)
            try FileSystem.write(
                Self.disk(words), to: host.provider.claims.path(claim, in: nil) + "/" + ClaimPool.disk, synced: false)
        }
        try await host.withMachine(try tiny(name, host, registry: registry.host)) { machine in
            let seen = try await machine.says(BootedExamples.look)
            #expect(seen == expected + "lease of 10.0.2.2\n")
        }
    }

    private static func disk(_ words: String) -> [UInt8] {
        Array(words.utf8) + [UInt8](repeating: 0, count: (1 << 20) - words.utf8.count)
    }

    @Test("or has its reason not to: no example is forgotten")
    func all() throws {
        let machines = try KubeVirtSamples.examples.filter { name in
            let text = try Self.text(name)
            return ["VirtualMachine", "VirtualMachineInstance"].contains { text.contains("kind: \($0)\n") }
                && name.hasPrefix("vm")
        }
        let listed =
            Array(BootedExamples.debian.keys) + BootedExamples.tiny.keys + BootedExamples.others.keys
        #expect(listed.sorted() == machines.sorted())
    }
}

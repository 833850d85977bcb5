import FixtureLoading
import Fixtures
import Host
import KubeVirt
import KubeVirtSamples
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// KubeVirt's own examples with our disk in the place of theirs.
@Suite(
    "An example of KubeVirt's boots", .requires(.machines, .distributions),
    .enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent),
    .timeLimit(.minutes(30)))
struct ExampleBootMachineTests {
    /// The example's machine, whose container disk is the image of a Debian.
    private func fixture(_ name: String) throws -> Fixture {
        let example = try FixtureLoader().load(path: #require(KubeVirtSamples.directory) + "/examples/" + name)
        var fixture = try FixtureFile(of: "debian-12-full").load()
        fixture.template = example.template
        fixture.template.spec.volumes?.removeAll { $0.containerDisk != nil }
        let disks = try #require(fixture.template.spec.domain.devices.disks)
        fixture.template.spec.domain.devices.disks = disks.map { disk in
            var disk = disk
            if disk.name == "containerdisk" { disk.name = FixtureImage.volume }
            return disk
        }
        return fixture
    }

    @Test(
        "as it is written, but for the image",
        arguments: [
            ("vmi-alpine-efi.yaml", "ls /sys/firmware/efi/efivars | grep -c ^Boot0 | xargs test 0 -lt; echo $?", "0\n"),
            (
                "vmi-fedora.yaml",
                "cloud-id; cat /sys/class/misc/hw_random/rng_available; ip -4 -o addr show scope global | grep -o 'inet [^ ]*'",
                "nocloud\nvirtio_rng.0 \ninet 10.0.2.2/24\n"
            ),
        ])
    func boots(_ name: String, _ script: String, _ answer: String) async throws {
        let run = try await TestHost.withMachine(try fixture(name)) { machine async throws in
            #expect(try await machine.says(script) == answer)
            return machine.id
        }
        #expect(LocalLeftovers.of(run) == [])
    }
}

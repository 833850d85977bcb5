import Fixtures
import Host
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// User data that no guest could take is refused before anything is built or booted.
@Suite("A seed that cannot be", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct BadSeedMachineTests {
    private func run(_ userData: String) async throws -> MayflyCommand.Outcome {
        let fixture = try FixtureFile(SharedDebian.debian(userData), of: "seeded-debian")
        let outcome = try await MayflyCommand.run(["run", fixture.path, "--", "true"])
        #expect(fixture.leftovers() == [])
        return outcome
    }

    @Test("user data that is not YAML is refused with its field and line")
    func notYAML() async throws {
        let outcome = try await run("#cloud-config\nruncmd:\n  - [a\nusers: ]\n")
        #expect(outcome.status == 125, "\(outcome)")
        #expect(outcome.error.contains("template.spec.volumes[0].cloudInitNoCloud.userData: line "), "\(outcome.error)")
        #expect(outcome.error.contains("is not YAML"), "\(outcome.error)")
    }

    @Test("user data of which cloud-init takes no notice is refused")
    func ignored() async throws {
        let outcome = try await run("packages: [nginx]\n")
        #expect(outcome.status == 125 && outcome.error.contains("#cloud-config"), "\(outcome)")
    }

    @Test("user data over KubeVirt's size is refused")
    func tooLarge() async throws {
        let outcome = try await run("#cloud-config\nbootcmd: [[echo, \(String(repeating: "x", count: 2100))]]\n")
        #expect(outcome.status == 125 && outcome.error.contains("exceeds 2048 byte limit"), "\(outcome)")
    }

    @Test("a seed that grows over its size by what the host offers is refused, and nothing is left")
    func offersTooLarge() async throws {
        let scratch = Scratch("large")
        let mark = "-----BEGIN CERTIFICATE-----\n"
        try scratch.write("ca/large.crt", mark + String(repeating: "A", count: 2 << 20))
        var settings = HostSettings()
        settings.certificateDirectories = [scratch("ca")]
        let file = try FixtureFile([
            (
                "  metadata:\n    annotations:\n",
                "  metadata:\n    annotations:\n      mayfly.dev/offer-host: certificates\n"
            ),
            ("      devices:\n", "      devices:\n        disks:\n          - {name: seed, disk: {bus: virtio}}\n"),
            (
                "    # No service to shut down: end it at once.\n",
                "    volumes:\n      - {name: seed, cloudInitNoCloud: {userData: '#cloud-config'}}\n"
            ),
        ])
        let fixture = try file.load()
        let error = await #expect(throws: MachineError.self) {
            try await HostSettings.$current.withValue(settings) {
                _ = try await TestHost.provider().create(fixture, options: MachineOptions(), timeline: Timeline())
            }
        }
        #expect(error?.message.contains("spec.volumes[0].cloudInitNoCloud") == true, "\(String(describing: error))")
        #expect(error?.message.contains("at most \(1 << 20)") == true, "\(String(describing: error))")
        #expect(file.leftovers() == [])
    }
}

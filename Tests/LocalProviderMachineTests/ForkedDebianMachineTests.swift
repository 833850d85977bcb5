import Fixtures
import KubeVirt
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

/// Forks of a whole Debian: two processors, disks with overlays, a seed, a network, the guest agent, SSH.
@Suite("Forks of a Debian", .requires(.machines, .distributions), .timeLimit(.minutes(20)))
struct ForkedDebianMachineTests {
    private static func fixture() throws -> Fixture {
        let file = try FixtureFile(
            [
                (
                    "          - name: seed\n",
                    "          - {name: scratch, disk: {bus: virtio}}\n          - name: seed\n"
                ),
                ("    volumes:\n", "    volumes:\n      - {name: scratch, emptyDisk: {capacity: 64Mi}}\n"),
            ], of: "seeded-debian")
        var fixture = try file.load()
        fixture.metadata.name = "forked-debian"
        fixture.forkable = true
        return fixture
    }

    @Test("each has its own disks, names, keys and ways in, and survives a restart")
    func whole() async throws {
        let fixture = try Self.fixture()
        try await TestHost.withMachine(fixture) { first in
            #expect(try await first.says("nproc") == "2\n")
            _ = try await first.says("echo first > /root/mark; echo first > /dev/vdb; sync")
            let second = try await TestHost.provider().create(fixture, options: MachineOptions(), timeline: Timeline())
            try await finishing {
                try await second.start()
                try await second.waitUntilReady()
                #expect(try await second.says("ls /root/mark 2>&1 | grep -c 'No such'") == "1\n")
                #expect(try await second.says("head -c 5 /dev/vdb | tr -d '\\0' | wc -c") == "0\n")
                for script in [
                    "hostname", "cat /etc/machine-id", "cat /etc/ssh/ssh_host_*_key.pub",
                    "cat /root/.ssh/authorized_keys",
                    "cat /var/lib/cloud/data/instance-id", "cat /proc/sys/kernel/random/uuid",
                ] {
                    let (one, other) = (try await first.says(script), try await second.says(script))
                    #expect(one != other && !one.isEmpty, "\(script): \(one)")
                }
                // Each way in, through the fork's own network and keys.
                for kind in [GuestChannelKind.ssh, .agent] {
                    #expect(try await second.through(kind).run("hostname").check().output == second.says("hostname"))
                }
                try await restart(second)
            } finally: {
                await second.delete()
            }
            try await mark(first)
        }
    }

    /// A fork that starts from the beginning is the machine that it was.
    private func restart(_ machine: Machine) async throws {
        let before = try await machine.says("hostname; cat /etc/machine-id /etc/ssh/ssh_host_ed25519_key.pub; sync")
        try await machine.reset()
        try await machine.waitUntilReady()
        #expect(try await machine.says("hostname; cat /etc/machine-id /etc/ssh/ssh_host_ed25519_key.pub") == before)
    }

    /// Disks and memory go back together.
    private func mark(_ machine: Machine) async throws {
        _ = try await machine.says("echo kept > /root/kept; sync")
        let names = try await machine.says("hostname; cat /etc/machine-id /root/.ssh/authorized_keys")
        let mark = try await machine.checkpoint()
        _ = try await machine.says("rm /root/kept; echo other > /dev/vdb; sync; echo 3 > /proc/sys/vm/drop_caches")
        try await machine.revert(to: mark)
        _ = try await machine.says("echo 3 > /proc/sys/vm/drop_caches")
        #expect(try await machine.says("cat /root/kept; head -c 6 /dev/vdb") == "kept\nfirst\n")
        #expect(try await machine.says("hostname; cat /etc/machine-id /root/.ssh/authorized_keys") == names)
        #expect(try await machine.through(.ssh).run("cat", "/root/kept").check().output == "kept\n")
    }
}

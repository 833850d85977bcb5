import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

/// What a killed process leaves of a machine with a disk.
@Suite(
    "A Debian whose owner is killed", .requires(.machines, .distributions),
    .timeLimit(.minutes(30)))
struct KilledDebianMachineTests {
    @Test("its QEMU ends with its owner, and the next start sweeps its overlay and seed")
    func killed() async throws {
        let fixture = try FixtureFile(of: "debian-12")
        let directories = HostDirectories.ofThisUser
        // The pattern does not match itself. A SIGKILL at the first sight of its QEMU, long before the guest is up.
        let watch = """
            "$@" & owner=$!
            until grep -aqs "guest=mayf[l]y-.*\(fixture.name)" /proc/[0-9]*/cmdline; do
              kill -0 $owner || exit 1
              sleep 0.1
            done
            kill -KILL $owner
            """
        try await TestHost.distributions.withPermit {
            let result = try await Child.run(
                "/bin/sh", ["-c", watch, "sh", MayflyCommand.program, "run", fixture.path, "--", "true"],
                limit: .seconds(600))
            #expect(result.end == .exited(0), "\(result.output)")
            #expect(
                try await eventually(within: .seconds(60)) {
                    fixture.leftovers().allSatisfy { !$0.hasPrefix("process") }
                })
            let runs = FileSystem.names(in: directories.machines).filter {
                Lease.load(from: directories.machine($0))?.machine == fixture.name
            }
            let run = try #require(runs.first)
            #expect(FileSystem.names(in: directories.disks(run)).contains("root.qcow2"))
            // The next start of anything of ours.
            _ = try await TestHost.withMachine { $0.id }
            #expect(LocalLeftovers.of(run) == [] && fixture.leftovers() == [])
        }
    }
}

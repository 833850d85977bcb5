import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

/// What a killed process leaves of a machine that has helpers beside its QEMU, and something that it did not make.
@Suite(
    "A machine with a TPM, a claim and a shared directory where there can be one, whose owner is killed",
    .requires(.machines, .distributions, .program("swtpm")), .timeLimit(.minutes(30)))
struct KilledFeaturesMachineTests {
    private static func fixture() async throws -> FixtureFile {
        try await FeaturedDebian.file(
            [
                ("        tpm: {}\n", "        tpm:\n          persistent: true\n"),
                (
                    "          - name: sata\n            serial:",
                    "          - name: claimed\n            disk:\n              bus: virtio\n          - name: sata\n            serial:"
                ),
                (
                    "    volumes:\n",
                    "    volumes:\n      - name: claimed\n        persistentVolumeClaim:\n          claimName: claimed\n"
                ),
            ])
    }

    /// Programs that serve the machine: by its run, which is in the names of its domain and of its directory.
    private func servers(_ run: String) -> [String] {
        ProcessTable.processes { words in
            ["swtpm", "virtiofsd"].contains { words.first?.hasSuffix($0) ?? false }
                && words.contains { $0.contains(run) }
        }.filter(\.isAlive).map { "process \($0.pid)" }
    }

    @Test("nothing of them is left after the next start, and the claim is free and whole")
    func killed() async throws {
        let fixture = try await Self.fixture()
        let data = Scratch("claims")
        let claims = ClaimPool(data.path)
        try await claims.create("claimed", size: 16 << 20)
        let watch = """
            MAYFLY_DATA_DIR=\(data.path) "$@" & owner=$!
            until grep -aqs "guest=mayf[l]y-.*\(fixture.name)" /proc/[0-9]*/cmdline; do
              kill -0 $owner || exit 1
              sleep 0.1
            done
            grep -aohs "guest=mayf[l]y-[0-9a-z]*-\(fixture.name)" /proc/[0-9]*/cmdline | head -n 1
            kill -KILL $owner
            """
        try await TestHost.distributions.withPermit {
            let result = try await Child.run(
                "/bin/sh", ["-c", watch, "sh", MayflyCommand.program, "run", fixture.path, "--", "true"],
                limit: .seconds(600))
            #expect(result.end == .exited(0), "\(result.output)")
            // Its directory may be gone by now: another test's start sweeps, too.
            let domain = result.output.firstRange(of: "guest=mayfly-").map { result.output[$0.upperBound...] }
            let run = try #require(domain?.split(separator: "-").first.map(String.init))
            #expect(
                try await eventually(within: .seconds(60)) {
                    fixture.leftovers().allSatisfy { !$0.hasPrefix("process") }
                })
            // The next start of anything of ours.
            _ = try await TestHost.withMachine { $0.id }
            #expect(LocalLeftovers.of(run) == [] && fixture.leftovers() == [])
            // They end by themselves once QEMU is gone, each in its own time.
            #expect(try await eventually { servers(run) == [] })
            let layout = try await TestHost.provider().host.layout
            // Where libvirt looks for a TPM's state, no link leads to the claim's.
            let states = FileSystem.names(in: String(layout.tpmState(of: "").dropLast())).map(layout.tpmState)
            #expect(states.allSatisfy { FileSystem.linkTarget($0)?.hasPrefix(data.path) != true })
        }
        #expect(claims.claims().map(\.isInUse) == [false, false])
        #expect(claims.claims().first { $0.name == "claimed" }?.size == 16 << 20)
        for claim in claims.claims() { try await claims.remove(claim.name) }
    }
}

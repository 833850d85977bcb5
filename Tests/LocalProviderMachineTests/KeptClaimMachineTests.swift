import FixtureLoading
import Fixtures
import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

/// Two machines of one name, one after the other, and what the second finds of the first.
@Suite(
    "What outlives a machine", .requires(.machines, .distributions, .program("swtpm")), .timeLimit(.minutes(30)))
struct KeptClaimMachineTests {
    private static let variable = "/sys/firmware/efi/efivars/Mayfly-5d307ca9-b3ef-428c-8861-06e72d69f223"

    /// A Debian with a claim, a disk of this host and persistent firmware, which its maker starts paused.
    private static func fixture(_ disk: String) throws -> Fixture {
        let file = try FixtureFile(
            [
                (
                    "        rng: {}\n",
                    """
                            rng: {}
                            tpm:
                              persistent: true
                            panicDevices:
                              - model: isa
                            disks:
                              - name: kept
                                serial: KEPT
                                disk:
                                  bus: virtio
                              - name: beside
                                serial: BESIDE
                                disk:
                                  bus: virtio
                              - name: shown
                                serial: SHOWN
                                disk:
                                  bus: virtio

                    """
                ),
                (
                    "      memory:\n        guest: 1Gi\n",
                    """
                          firmware:
                            bootloader:
                              efi:
                                secureBoot: false
                                persistent: true
                          memory:
                            guest: 1Gi
                        startStrategy: Paused
                        volumes:
                          - name: kept
                            dataVolume:
                              name: kept
                          - name: beside
                            ephemeral:
                              persistentVolumeClaim:
                                claimName: golden
                          - name: shown
                            hostDisk:
                              path: \(disk)
                              type: DiskOrCreate
                              capacity: 16Mi

                    """
                ),
                (
                    "      deadline: 60s\n",
                    """
                          deadline: 60s
                    ---
                    apiVersion: cdi.kubevirt.io/v1beta1
                    kind: DataVolume
                    metadata:
                      name: kept
                    spec:
                      source:
                        blank: {}
                      storage:
                        resources:
                          requests:
                            storage: 16Mi

                    """
                ),
            ], of: "debian-12-full")
        return try file.load()
    }

    @Test(
        "a claim, a disk of this host, UEFI's variables and a TPM's memory, what is written beside a claim is not; the one guest crashes, the other starves its watchdog"
    )
    func kept() async throws {
        let scratch = Scratch("kept")
        let claims = ClaimPool(scratch.path)
        let fixture = try Self.fixture(scratch("shown.img"))
        let image = try scratch.write("image", Array("golden\n".utf8) + [UInt8](repeating: 0, count: 1 << 20))
        try await claims.create("golden", from: image, size: 16 << 20)
        try await TestHost.distributions.withPermit {
            let provider = try await LocalProvider(claims: claims)
            let before = try await first(provider, fixture)
            #expect(claims.claims().map(\.name) == ["golden", "kept", "persistent-state-for-mayfly-kept"])
            #expect(claims.claims().allSatisfy { !$0.isInUse })
            let after = try await second(provider, fixture)
            #expect(after > before, "the TPM counts its restarts")
            await provider.close()
        }
        try await claims.remove("kept")
    }

    private func booted(
        _ provider: LocalProvider, _ fixture: Fixture, _ body: (Machine) async throws -> UInt32
    ) async throws -> UInt32 {
        let machine = try await provider.create(
            fixture, options: MachineOptions(name: "mayfly-kept"), timeline: Timeline())
        return try await finishing {
            try await machine.start()
            #expect(await machine.state == .paused)
            try await machine.unpause()
            try await machine.waitUntilReady()
            return try await body(machine)
        } finally: {
            await machine.delete()
            #expect(LocalLeftovers.of(machine.id) == [])
        }
    }

    private func first(_ provider: LocalProvider, _ fixture: Fixture) async throws -> UInt32 {
        try await booted(provider, fixture) { machine in
            for disk in ["KEPT", "SHOWN"] {
                _ = try await machine.says("echo of-\(disk) | dd of=/dev/disk/by-id/virtio-\(disk) conv=fsync 2>&1")
            }
            try await beside(machine)
            _ = try await machine.says(#"printf '\7\0\0\0of-the-first' > \#(Self.variable)"#)
            let restarts = try await restarts(machine)
            // Nobody can use the claim meanwhile.
            let error = try await #require(throws: MachineError.self) {
                try await provider.create(fixture, options: MachineOptions(name: "mayfly-other"), timeline: Timeline())
            }
            #expect("\(error)".contains("in use"), "\(error)")
            _ = try? await machine.run(
                .shell("modprobe pvpanic-mmio; echo c > /proc/sysrq-trigger"), within: .seconds(60))
            #expect(try await machine.waitUntilStopped() == .guestCrashed)
            return restarts
        }
    }

    private func second(_ provider: LocalProvider, _ fixture: Fixture) async throws -> UInt32 {
        try await booted(provider, fixture) { machine in
            for disk in ["KEPT", "SHOWN"] {
                #expect(try await machine.says("head -n 1 /dev/disk/by-id/virtio-\(disk)") == "of-\(disk)\n")
            }
            try await beside(machine)
            #expect(try await machine.says("cat \(Self.variable) | tail -c +5") == "of-the-first")
            let restarts = try await restarts(machine)
            let events = machine.events
            _ = try? await machine.run(
                .shell("modprobe i6300esb heartbeat=2; echo alive > /dev/watchdog0"), within: .seconds(60))
            #expect(try await machine.waitUntilStopped() == .watchdog)
            var fired = false
            for await event in events where event.kind == .watchdogFired { fired = true }
            #expect(fired)
            return restarts
        }
    }

    /// What is written beside a claim is gone with the machine.
    private func beside(_ machine: Machine) async throws {
        let disk = "/dev/disk/by-id/virtio-BESIDE"
        #expect(try await machine.says("head -n 1 \(disk); blockdev --getsize64 \(disk)") == "golden\n\(16 << 20)\n")
        _ = try await machine.says("echo spoilt | dd of=\(disk) conv=fsync 2>&1")
    }

    /// How often the TPM was reset, which it remembers: TPM2_ReadClock.
    private func restarts(_ machine: Machine) async throws -> UInt32 {
        // In one write, which a newline among the bytes would split for a shell.
        let text = try await machine.says(
            #"""
            exec 3<>/dev/tpm0
            printf '\200\001\0\0\0\012\0\0\001\201' | dd bs=10 iflag=fullblock status=none >&3
            head -c 35 <&3 | od -An -tu4 --endian=big -j26 -N4
            """#)
        return try #require(UInt32(text.filter(\.isNumber)), "\(text)")
    }
}

import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite("A machine's beginning and end", .requires(.tinyGuest), .timeLimit(.minutes(30)))
struct PausedMachineTests {
    @Test("one that starts paused waits for its resumption; one that panics tells by its device, and is off")
    func pausedAndPanicked() async throws {
        let host = try await TinyHost()
        let fixture = try host.fixture(
            "panicking", modules: ["pvpanic-mmio"],
            spec: """
                startStrategy: Paused
                domain:
                  chassis: {manufacturer: Ephemera}
                  devices:
                    autoattachGraphicsDevice: false
                    autoattachPodInterface: false
                    panicDevices: [{model: isa}]
                  firmware:
                    kernelBoot: {kernelArgs: console=ttyS0 quiet cryptomgr.notests no_timer_check}
                    serial: SN-7
                    uuid: 3f0c8d52-7a1e-4b96-9d24-c1e6a05b7f38
                  memory: {guest: 128Mi}
                """)
        try await host.withMachine(fixture, waits: false) { machine in
            #expect(await machine.state == .paused)
            // On a cluster, too, two machines may say of themselves that they are the same one.
            try await host.withMachine(fixture, waits: false) { #expect(await $0.state == .paused) }
            try await machine.unpause()
            try await machine.waitUntilReady()
            let identity = try await machine.says(
                "cd /sys/class/dmi/id; cat sys_vendor product_serial product_uuid chassis_vendor")
            #expect(identity == "KubeVirt\nSN-7\n3f0c8d52-7a1e-4b96-9d24-c1e6a05b7f38\nEphemera\n")
            _ = try? await machine.run(.shell("echo c >/proc/sysrq-trigger"), within: .seconds(60))
            #expect(try await machine.waitUntilStopped() == .guestCrashed)
        }
    }
}

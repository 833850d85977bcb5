import FixtureLoading
import Fixtures
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite("A watchdog", .requires(.machines, .distributions), .timeLimit(.minutes(30)))
struct WatchdogMachineTests {
    @Test("fires in a guest with the kernel for any hardware that leaves it alone, and powers the machine off")
    func fires() async throws {
        let fixture = try FixtureLoader().load(path: TestHost.package + "/Fixtures/debian-12-full.yaml")
        try await TestHost.withMachine(fixture) { machine in
            // Opened, and never written to again: two seconds later it fires.
            let script = "modprobe i6300esb heartbeat=2 && exec sleep 600 3>/dev/watchdog"
            let command = Task { try await machine.run(.shell(script), within: .seconds(600)) }
            let reason = try await machine.waitUntilStopped()
            #expect(reason == .watchdog)
            var fired = false
            for await event in machine.events where event.kind == .watchdogFired { fired = true }
            #expect(fired)
            _ = await command.result
        }
    }
}

import MayflyTestSupport
import Testing

@testable import Machines

@Suite("A guest that starts again", .timeLimit(.minutes(2)))
struct RestartingTests {
    private func machine(on host: FakeHost) async throws -> Machine {
        let machine = try await FakeProvider(on: host).create(.fake(), options: MachineOptions(), timeline: Timeline())
        try await machine.start()
        try await machine.waitUntilReady()
        return machine
    }

    @Test func `is ready and another boot when a reboot or a power cut returns`() async throws {
        let boots = Shared(0)
        let host = FakeHost { guest in
            boots.change { $0 += 1 }
            await FakeHost.usualBoot(guest)
        }
        let machine = try await machine(on: host)
        var seen: Set<String> = [try await machine.file("/proc/sys/kernel/random/boot_id").text]
        try await machine.reboot()
        #expect(await machine.state == .ready)
        #expect(seen.insert(try await machine.file("/proc/sys/kernel/random/boot_id").text).inserted)
        try await machine.powerCut()
        #expect(await machine.state == .ready)
        #expect(seen.insert(try await machine.file("/proc/sys/kernel/random/boot_id").text).inserted)
        #expect(boots.value == 3)
    }

    @Test func `and does not come back is an error with the console`() async throws {
        let boots = Shared(0)
        let host = FakeHost { guest in
            if boots.change({
                $0 += 1; return $0
            }) > 1 {
                return await guest.panic("no root any more")
            }
            await FakeHost.usualBoot(guest)
        }
        let machine = try await machine(on: host)
        let error = await #expect(throws: MachineError.self) { try await machine.reboot() }
        #expect(error?.code == .guestFailed)
        #expect(error?.description.contains("no root any more") == true)
    }

    @Test func `or powers down instead`() async throws {
        let boots = Shared(0)
        let host = FakeHost { guest in
            if boots.change({
                $0 += 1; return $0
            }) > 1 {
                return await guest.powerOff()
            }
            await FakeHost.usualBoot(guest)
        }
        let machine = try await machine(on: host)
        let error = await #expect(throws: MachineError.self) { try await machine.powerCut() }
        #expect(error?.code == .stopped)
    }
}

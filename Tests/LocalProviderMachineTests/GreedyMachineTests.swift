import Fixtures
import Host
import KubeVirt
import Lifecycle
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

@Suite("Forks that write more memory than they were promised", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct GreedyMachineTests {
    private let need = MemoryNeed(guest: 384 << 20, accelerator: .tcg)

    private func fixture() throws -> Fixture {
        var fixture = try TestHost.tiny()
        fixture.metadata.name = "greedy"
        fixture.forkable = true
        fixture.template.spec.domain.memory?.guest = .mebibytes(384)
        return fixture
    }

    /// Writes more than a fork's promise, and more than what is left beside another one's; how fast does not matter.
    private func fill(_ machine: Machine, then more: String = "") async throws {
        _ = try await machine.run(.shell("dd if=/dev/zero of=/fill bs=1M count=100" + more)).check()
    }

    /// Less than a promise is enlarged by at a time.
    private var left: Int64 { 60 << 20 }

    /// Two forks, the first of them the older one; of the little that is left beside them somebody has the half.
    private func withForks(_ body: (LocalProvider, MemoryGrant, Machine, Machine) async throws -> Void) async throws {
        let fixture = try fixture()
        // The template's boot takes more than there is for the forks.
        _ = try await TestHost.provider().templates.build(fixture)
        let scratch = Scratch("greedy")
        try await TestHost.slots.withPermit {
            let provider = try await LocalProvider(
                HostDirectories(runtime: scratch("r"), cache: HostDirectories.ofThisUser.cache),
                claims: ClaimPool(scratch("data")), capacity: MemoryCapacity(limit: 2 * need.fork + left))
            let forks = Shared<[Machine]>([])
            try await finishing {
                for _ in 0..<2 {
                    let fork = try await provider.create(fixture, options: MachineOptions(), timeline: Timeline())
                    forks.change { $0.append(fork) }
                    try await fork.start()
                    try await fork.waitUntilReady()
                }
                let grant = try await provider.host.memory.admit(left / 2, for: "somebody")
                try await body(provider, grant, forks.value[0], forks.value[1])
                grant.release()
            } finally: {
                for fork in forks.value { await fork.delete() }
                await provider.end()
            }
            #expect(FileSystem.names(in: scratch("r/ledger/granted")) == [])
            #expect(FileSystem.names(in: scratch("r/ledger/waiting")) == [])
        }
    }

    private func waits(_ machine: Machine) async -> String? {
        for await event in machine.events {
            if case .waitsForMemory(let words) = event.kind { return words }
        }
        return nil
    }

    @Test("one stands still when there is no more, says so, and goes on when others have ended")
    func waits() async throws {
        try await withForks { provider, grant, first, second in
            let filling = Task { try await fill(first) }
            #expect(await waits(first)?.contains("somebody (30 MiB") == true)
            #expect(await first.state == .paused)
            let survey = try #require(await provider.host.memory.survey())
            #expect(survey.promised <= 2 * need.fork + left)
            grant.release()
            await second.delete()
            try await filling.value
            #expect(try await eventually { await first.state == .ready })
            #expect(first.timeline.entries.contains { $0.phase == .memory })
        }
    }

    @Test("a caller's pause holds while it stands still and afterwards, and ends when the caller says so")
    func paused() async throws {
        try await withForks { _, grant, first, second in
            let filling = Task { try await fill(first, then: "; sleep 1") }
            #expect(await waits(first) != nil)
            try await first.pause()
            grant.release()
            await second.delete()
            let driver = try #require(first.driver as? ForkableMachine)
            #expect(try await eventually { await driver.current.growth == nil })
            #expect(await first.state == .paused)
            try await first.unpause()
            try await filling.value
        }
    }

    @Test("when all wait for each other the last who came ends, with a clear error, and the others go on")
    func deadlock() async throws {
        try await withForks { _, grant, first, second in
            let filling = Task { try await fill(first) }
            let endless = Task { try await fill(second, then: "; sleep 1000") }
            #expect(await waits(first) != nil)
            #expect(await waits(second) != nil)
            // It is not enough for either.
            grant.release()
            let error = await #expect(throws: MachineError.self) { try await endless.value }
            #expect(error?.description.contains("the host had no more to give") == true, "\(error!)")
            #expect(try await second.waitUntilStopped() == .noMemory)
            try await filling.value
            #expect(try await first.run("echo", "on").output == "on\n")
        }
    }
}

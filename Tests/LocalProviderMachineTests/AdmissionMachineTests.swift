import Host
import Lifecycle
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

@Suite("Admission of machines", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct AdmissionMachineTests {
    /// What the tiny machine is counted as under emulation, where it takes most.
    private let need: Int64 = MemoryNeed(guest: 128 << 20, accelerator: .tcg).boot

    /// A runtime directory of its own, so that nobody else's machines count, with room for so many tiny machines.
    private func provider(_ scratch: Scratch, room: Int64) async throws -> LocalProvider {
        let shared = HostDirectories.ofThisUser
        return try await LocalProvider(
            HostDirectories(runtime: scratch("r"), cache: shared.cache), claims: ClaimPool(scratch("data")),
            capacity: MemoryCapacity(limit: room))
    }

    @Test("two machines fit; the third waits, says for what, and starts when one ends")
    func waits() async throws {
        let scratch = Scratch("admit")
        let provider = try await provider(scratch, room: 5 * need / 2)
        try await TestHost.slots.withPermit {
            let (progress, sink) = AsyncStream.makeStream(of: Timeline.Progress.self)
            let (first, second) = (try await machine(provider, "first"), try await machine(provider, "second"))
            let timeline = Timeline { sink.yield($0) }
            let third = try await machine(provider, "third", timeline)
            let machines = [first, second, third]
            try await finishing {
                try await first.start()
                try await second.start()
                let starting = Task { try await third.start() }
                let told = await progress.first { $0.waitsFor != nil }
                #expect(told?.phase == .memory)
                #expect(told?.waitsFor?.contains("first (") == true && told?.waitsFor?.contains("second (") == true)
                #expect(await third.state == .starting)
                await first.delete()
                try await starting.value
                #expect(await third.state == .running)
                #expect(timeline.entries.contains { $0.phase == .memory })
            } finally: {
                for machine in machines { await machine.delete() }
            }
            #expect(FileSystem.names(in: scratch("r/ledger/granted")) == [])
            #expect(FileSystem.names(in: scratch("r/ledger/waiting")) == [])
            await provider.end()
        }
    }

    @Test("a machine that can never fit is refused at once, and one that waits can be deleted")
    func refusedAndDeleted() async throws {
        let scratch = Scratch("admit")
        let small = try await provider(scratch, room: need - 1)
        let error = await #expect(throws: MachineError.self) { try await machine(small, "large").start() }
        #expect(error?.code == .hostNotReady)
        #expect(error?.message.contains("raise MAYFLY_MEMORY") == true, "\(error?.message ?? "")")
        #expect(FileSystem.names(in: scratch("r/m")) == [])

        let provider = try await provider(scratch, room: need)
        let grant = try await provider.host.memory.admit(need, for: "somebody")
        let waiting = try await machine(provider, "waiting")
        let starting = Task { try await waiting.start() }
        #expect(try await eventually { FileSystem.names(in: scratch("r/ledger/waiting")).count == 1 })
        await waiting.delete()
        let stopped = await #expect(throws: MachineError.self) { try await starting.value }
        #expect(stopped?.code == .stopped)
        #expect(FileSystem.names(in: scratch("r/ledger/waiting")) == [])
        #expect(FileSystem.names(in: scratch("r/m")) == [])
        grant.release()
        await small.close()
        await provider.end()
    }

    private func machine(
        _ provider: LocalProvider, _ name: String, _ timeline: Timeline = Timeline()
    ) async throws -> Machine {
        try await provider.create(TestHost.tiny(), options: MachineOptions(name: name), timeline: timeline)
    }
}

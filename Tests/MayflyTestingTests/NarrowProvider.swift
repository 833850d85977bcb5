import Fixtures
import Machines
import MayflyTestSupport
import Offload

/// A back end with room for so many machines at a time; who makes another one waits.
struct NarrowProvider: MachineProvider {
    private let fake = FakeProvider()
    private let room: AsyncSemaphore

    init(width: Int) { room = AsyncSemaphore(width) }

    func create(_ fixture: Fixture, options: MachineOptions, timeline: Timeline) async throws(MachineError) -> Machine {
        do { try await room.acquire() } catch { throw MachineError(.cancelled, "cancelled") }
        let machine = try await fake.create(fixture, options: options, timeline: timeline)
        let room = room
        Task {
            _ = try? await machine.waitUntilStopped()
            room.release()
        }
        return machine
    }

    func machines() async throws(MachineError) -> [MachineSummary] { try await fake.machines() }
    func machine(_ name: String) async throws(MachineError) -> Machine { try await fake.machine(name) }
    func collectGarbage() async throws(MachineError) -> GarbageReport { try await fake.collectGarbage() }
}

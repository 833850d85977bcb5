import FixtureLoading
import Fixtures
import FoundationEssentials
import Lifecycle
import Machines
import Offload

/// Makes ready machines of a fixture, by a fork or a boot. A process makes as many at a time as the host has processors,
/// in the order in which they were asked for: more would only make each of them late.
struct MachineMaker: Sendable {
    let fixture: Fixture
    let options: MachineOptions
    /// This host's private libvirt when nil.
    let provider: (any MachineProvider)?

    static let width = max(ProcessInfo.processInfo.activeProcessorCount, 1)
    private static let gate = AsyncSemaphore(width)

    /// `askedBack` is called when the host wants the memory of one that was made ahead for somebody else.
    func make(
        _ way: Stock.Way, askedBack: @escaping @Sendable () -> Void
    ) async throws(MachineError) -> Machine {
        do {
            return try await Self.gate.withPermit { try await begin(way, askedBack) }
        } catch {
            throw .wrapping(error, .internalFault, "a machine could not be made")
        }
    }

    private func begin(_ way: Stock.Way, _ askedBack: @escaping @Sendable () -> Void) async throws -> Machine {
        let causes = fixture.cloudInitCauses()
        guard causes.isEmpty else { throw MachineError.refused(causes) }
        let provider = if let provider { provider } else { try await Providers.shared.chosen() }
        var options = options
        if way == .boot { options.origin = .boot }
        let machine = try await provider.create(fixture, options: options, timeline: Timeline())
        if way == .ahead { await machine.driver.becomeSpare(askedBack) }
        do {
            try await machine.start()
            try await machine.waitUntilReady()
        } catch {
            let error = await machine.explained(error, "a machine")
            await machine.delete()
            throw error
        }
        return machine
    }

    /// Whether a boot may do what a fork did not: not where the fixture or the host is at fault, and not where the guest
    /// had its time and did not get ready.
    func mayBoot(after error: MachineError) -> Bool {
        guard fixture.forkable, options.origin == nil else { return false }
        return ![.invalidInput, .hostNotReady, .notReady, .guestFailed, .cancelled, .notFound].contains(error.code)
    }
}

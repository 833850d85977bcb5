import Fixtures
import Machines
import MayflyTestSupport
import Offload
import Testing

/// Every promise of the port, kept by the fake: what tests of upper layers are told by it is then true.
@Suite("The provider's contract, on a fake host", .timeLimit(.minutes(1)))
struct FakeContractTests {
    @Test("a guest", arguments: ProviderContract.guest)
    func guest(_ check: ContractCheck<Machine>) async throws {
        try await Self.withMachine { try await check($0) }
    }

    @Test("a life", arguments: ProviderContract.life + ProviderContract.forks + ProviderContract.reverts)
    func life(_ check: ContractCheck<ContractSubject>) async throws {
        let host = FakeHost()
        let subject = ContractSubject(
            fixture: .fake(), slots: AsyncSemaphore(1), provider: { FakeProvider(on: host) }, leftovers: host.leftovers)
        try await check(subject)
    }

    private static func withMachine(_ body: (Machine) async throws -> Void) async throws {
        let machine = try await FakeProvider().create(.fake(), options: MachineOptions(), timeline: Timeline())
        try await machine.start()
        try await machine.waitUntilReady()
        try await body(machine)
        await machine.delete()
    }
}

import ClusterProvider
import Fixtures
import Machines
import MayflyTestSupport
import Offload
import Testing

/// Every promise of the port but forks, kept on a real API server; guests and the controllers are stand-ins.
@Suite("The provider's contract, on a cluster", .requires(.apiServer), .testCluster, .timeLimit(.minutes(20)))
struct ClusterContractTests {
    @Test("a guest", arguments: ProviderContract.guest)
    func guest(_ check: ContractCheck<Machine>) async throws {
        try await TestCluster.withNamespace { space in
            let machine = try await space.provider().create(
                .fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            try await machine.start()
            try await machine.waitUntilReady()
            try await check(machine)
            await machine.delete()
        }
    }

    @Test("a life", arguments: ProviderContract.life)
    func life(_ check: ContractCheck<ContractSubject>) async throws {
        try await TestCluster.withNamespace { space in
            try await check(
                ContractSubject(
                    fixture: .fakeOnCluster(), slots: AsyncSemaphore(1), provider: { space.provider() },
                    leftovers: space.leftovers))
        }
    }
}

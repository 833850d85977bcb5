import Fixtures
import Machines
import MayflyTestSupport
import Testing

@testable import ClusterProvider

/// What a machine keeps as long as it lives: there may be a thousand of them.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct ClusterMemoryTests {
    @Test func `a machine keeps neither what it was made of nor a task that has ended`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let machine = try await space.provider().create(
                .fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            let driver = try #require(machine.driver as? ClusterMachine)
            #expect(await driver.unmade != nil)
            try await machine.start()
            #expect(await driver.unmade == nil)
            #expect(await driver.launching == nil)
            #expect(await driver.hasLaunched)
            #expect(await driver.following != nil)
            async let other: Void = machine.delete()
            await machine.delete()
            await other
            #expect(await driver.deleting == nil)
            #expect(await driver.following == nil)
            await machine.delete()
            #expect(await space.leftovers(of: machine.id) == [])
        }
    }

    @Test func `one that another process had is deleted with all that is its`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let machine = try await space.provider().create(
                .fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            try await machine.start()
            let found = try await space.provider().machine(machine.id)
            #expect(await (found.driver as? ClusterMachine)?.isOurs == false)
            await found.delete()
            #expect(await space.leftovers(of: machine.id) == [])
            await machine.delete()
        }
    }
}

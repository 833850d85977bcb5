import ClusterProvider
import Fixtures
import KubeVirt
import Kubernetes
import Machines
import MayflyTestSupport
import Testing

/// Nothing is left behind, whoever dies.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct LeftoverTests {
    private func ready(_ provider: ClusterProvider, _ options: MachineOptions = MachineOptions()) async throws
        -> Machine
    {
        let machine = try await provider.create(.fakeOnCluster(), options: options, timeline: Timeline())
        try await machine.start()
        try await machine.waitUntilReady()
        return machine
    }

    private func leases(_ space: TestCluster.Space) async throws -> Int {
        try await space.names(Resource("coordination.k8s.io/v1", "leases")).count
    }

    @Test func `a lease is there as long as its process has machines`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let provider = space.provider()
            let first = try await ready(provider)
            let second = try await ready(provider)
            #expect(try await leases(space) == 1)
            await first.delete()
            #expect(try await leases(space) == 1)
            await second.delete()
            #expect(try await leases(space) == 0)
        }
    }

    @Test func `what a process leaves that died is cleared away once its lease has expired`() async throws {
        try await TestCluster.withNamespace { space async throws in
            // Never renewed: as of a process that is gone.
            let dead = space.provider {
                $0.lease = .seconds(1)
                $0.clock = ManualClock()
            }
            let machine = try await dead.create(.fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            let starting = Task { try await machine.start() }
            let run = machine.id
            #expect(try await eventually { try await !space.names(.virtualMachineInstances).isEmpty })
            let living = try await ready(space.provider())
            let found = Shared<[String]>([])
            let isCleared = try await eventually {
                let report = try await space.provider().collectGarbage()
                #expect(report.failures == [])
                found.change { $0 += report.machines }
                return found.value.contains(run)
            }
            #expect(isCleared)
            #expect(found.value == [run])
            #expect(await space.leftovers(of: run) == [])
            #expect(try await living.run("echo", "mine").output == "mine\n")
            #expect(try await leases(space) == 1)
            await living.delete()
            starting.cancel()
            _ = await starting.result
            await machine.delete()
        }
    }

    @Test func `a VMI whose record somebody has removed is cleared away with its process`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let provider = space.provider { $0.environment = [:] }
            let machine = try await ready(provider, MachineOptions(mayBeKept: true))
            try await machine.keep(for: .seconds(600))
            // Not by an owner: that would have the stand-in collect it.
            _ = try await space.client.patch(
                VirtualMachineInstance.self, .virtualMachineInstances, "fake-\(machine.id)",
                merge: .object(["metadata": .object(["ownerReferences": .null])]))
            try await space.client.delete(Resource("v1", "secrets"), "mayfly-\(machine.id)")
            let report = try await space.provider().collectGarbage()
            #expect(report.machines == [machine.id] && report.failures == [])
            #expect(try await machine.waitUntilStopped() == .ended)
            await machine.delete()
            #expect(await space.leftovers(of: machine.id) == [])
        }
    }

    @Test func `all ends with the pod that it was made in, but what was kept`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let pod = try await space.makePod("runner")
            let provider = space.provider {
                $0.environment = [
                    "MAYFLY_POD_NAME": "runner", "MAYFLY_POD_UID": pod, "MAYFLY_POD_NAMESPACE": space.client.namespace,
                ]
            }
            let kept = try await ready(provider, MachineOptions(name: "kept", mayBeKept: true))
            try await kept.keep(for: .seconds(600))
            let machine = try await ready(provider, MachineOptions(name: "mine"))
            try await space.client.delete(Resource("v1", "pods"), "runner", DeleteOptions(gracePeriodSeconds: 0))
            #expect(try await machine.waitUntilStopped() == .ended)
            #expect(try await eventually { await space.leftovers(of: machine.id) == [] })
            #expect(try await eventually { try await leases(space) == 0 })
            #expect(try await kept.run("echo", "still").output == "still\n")
            await machine.delete()
            await kept.delete()
        }
    }
}

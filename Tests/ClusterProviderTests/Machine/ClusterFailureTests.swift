import ClusterProvider
import Fixtures
import KubeVirt
import Kubeconfig
import Kubernetes
import Machines
import MayflyTestSupport
import Testing

/// What goes wrong on a cluster is an error with its remedy, and leaves nothing.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct ClusterFailureTests {
    private func failure(
        _ space: TestCluster.Space, _ change: (inout ClusterSettings) -> Void = { $0.patience = .zero }
    ) async throws -> MachineError? {
        let machine = try await space.provider(change).create(
            .fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
        let error = await #expect(throws: MachineError.self) { try await machine.start() }
        #expect(await space.leftovers(of: machine.id) == [])
        guard case .stopped = await machine.state else {
            Issue.record("it is not off")
            return error
        }
        return error
    }

    @Test func `a machine that no node takes says why`() async throws {
        let condition = VirtualMachineInstanceStatus.Condition(
            message: "0/1 nodes are available: 1 Insufficient devices.kubevirt.io/kvm.", reason: "Unschedulable",
            status: "False", type: "PodScheduled")
        try await TestCluster.withNamespace(fate: { _ in .waits(condition) }) { space async throws in
            let error = try await failure(space)
            #expect(error?.code == .startFailed && error?.message.contains("useEmulation") == true)
            #expect(error?.machine == "fake")
        }
    }

    @Test func `what cannot pass is not waited out`() async throws {
        let condition = VirtualMachineInstanceStatus.Condition(
            message: "no such claim", reason: "FailedPvcNotFound", status: "False", type: "Synchronized")
        try await TestCluster.withNamespace(fate: { _ in .waits(condition) }) { space async throws in
            let error = try await failure(space) { $0.patience = .seconds(3600) }
            #expect(error?.code == .notFound && error?.message.contains("no such claim") == true)
        }
    }

    @Test func `a machine of which nobody takes notice tells of KubeVirt's controllers`() async throws {
        try await TestCluster.withNamespace(fate: { _ in .isIgnored }) { space async throws in
            let error = try await failure(space) { $0.startLimit = .seconds(1) }
            #expect(error?.code == .startFailed && error?.message.contains("controllers") == true)
        }
    }

    @Test func `a machine that is deleted before its watch has begun is gone at once`() async throws {
        try await TestCluster.withNamespace(fate: { _ in .isIgnored }) { space async throws in
            // Each has a watch of its own, which may or may not have begun by then.
            for _ in 0..<5 {
                let error = try await failure(space) {
                    $0.startLimit = .zero
                    $0.controlLimit = .seconds(3600)
                }
                #expect(error?.code == .startFailed)
            }
        }
    }

    @Test func `a machine that fails on its node is off`() async throws {
        try await TestCluster.withNamespace(fate: { _ in .fails }) { space async throws in
            let error = try await failure(space)
            #expect(error?.code == .stopped)
        }
    }

    @Test func `a VMI that somebody else deletes ends its machine, and what waits for it`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let machine = try await space.provider().create(
                .fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            try await machine.start()
            try await machine.waitUntilReady()
            let command = Task { try await machine.run("sleep", "1000") }
            try await space.client.delete(.virtualMachineInstances, "fake-\(machine.id)")
            #expect(try await machine.waitUntilStopped() == .ended)
            await #expect(throws: MachineError.self) { try await command.value }
            await machine.delete()
            #expect(await space.leftovers(of: machine.id) == [])
        }
    }

    @Test func `an unknown namespace and a fixture that a cluster cannot have are refused before anything is made`()
        async throws
    {
        try await TestCluster.withNamespace { space async throws in
            func refusal(_ fixture: Fixture, _ change: (inout ClusterSettings) -> Void = { _ in }) async
                -> MachineError?
            {
                await #expect(throws: MachineError.self) {
                    try await space.provider(change).create(fixture, options: MachineOptions(), timeline: Timeline())
                }
            }
            let unknown = await refusal(.fakeOnCluster()) { $0.namespace = "no-such" }
            #expect(unknown?.code == .notFound && unknown?.message.contains("kubectl create namespace no-such") == true)
            var byAgent = Fixture.fakeOnCluster()
            byAgent.channel = .agent
            #expect(await refusal(byAgent)?.message.contains("channel") == true)
            var beside = Fixture.fakeOnCluster()
            beside.objects.secrets = [Secret(metadata: ObjectMeta(name: "beside"))]
            #expect(await refusal(beside)?.message.contains("kubectl apply") == true)
            #expect(try await space.names(Resource("v1", "secrets")) == [])
        }
    }

    @Test func `a cluster without KubeVirt says so`() async throws {
        try await APIServer.withServer { server in
            let client = KubernetesClient(try ClusterAccess.find(file: server.configuration, environment: [:]))
            let provider = ClusterProvider(
                client, StandInKubeVirt(client), settings: ClusterSettings(environment: [:]))
            let error = await #expect(throws: MachineError.self) {
                try await provider.create(.fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            }
            #expect(error?.code == .hostNotReady && error?.message.contains("KubeVirt is not installed") == true)
        }
    }
}

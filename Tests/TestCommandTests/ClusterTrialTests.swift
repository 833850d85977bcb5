import ClusterProvider
import Fixtures
import Host
import KubeVirt
import MayflyTestSupport
import Testing

@testable import mayfly

/// `mayfly test` on a cluster: a real API server; guests and the controllers are stand-ins.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct ClusterTrialTests {
    private func results(
        _ script: String, in space: TestCluster.Space, times: Int = 1
    ) async -> [TrialResult] {
        let plan = TrialPlan(
            provider: { space.provider { $0.patience = .zero } }, command: .shell(script), copies: [], keepsAll: false)
        return await TrialRunner(plan: plan).run(Trial.all(of: [.fakeOnCluster()], times: times), jobs: 2)
    }

    @Test("each step of each trial runs there, in a machine of its own that is gone afterwards")
    func passes() async throws {
        try await TestCluster.withNamespace { space async throws in
            let results = await results("echo there", in: space, times: 3)
            #expect(results.map(\.verdict) == [.passed, .passed, .passed])
            #expect(results[0].words == "create passed, start passed, ready passed, command passed")
            #expect(results.allSatisfy { $0.output.text == "there\n" })
            let runs = results.compactMap(\.machine?.run)
            #expect(Set(runs).count == 3)
            for run in runs { #expect(await space.leftovers(of: run) == []) }
        }
    }

    @Test("a command that fails is told with the guest's console and what the cluster made of the machine")
    func fails() async throws {
        try await TestCluster.withNamespace { space async throws in
            let result = try #require(await results("echo why >&2; exit 3", in: space).first)
            #expect(result.verdict == .failed && result.exitStatus == 3)
            #expect(result.errorOutput.text == "why\n")
            let manifest = result.artifacts.first { $0.name == "manifest.txt" }?.text
            #expect(manifest?.contains("mayfly.dev/run") == true)
            #expect(result.console.contains("Linux version"))
            #expect(await space.leftovers(of: result.machine?.run ?? "") == [])
        }
    }

    @Test("a machine that no node takes is no fault of the guest's, and its remedy is told")
    func unschedulable() async throws {
        let condition = VirtualMachineInstanceStatus.Condition(
            message: "0/1 nodes are available: 1 Insufficient memory.", reason: "Unschedulable", status: "False",
            type: "PodScheduled")
        try await TestCluster.withNamespace(fate: { _ in .waits(condition) }) { space async throws in
            let result = try #require(await results("true", in: space).first)
            #expect(result.words == "create passed, start error, ready not reached, command not reached")
            #expect(result.failure?.failure.details.contains("memory.guest") == true)
        }
    }

    @Test("the options name the cluster and the namespace, in the report, too")
    func options() async throws {
        try await TestCluster.withNamespace { space async throws in
            let scratch = Scratch("cluster-test")
            let fixture = try scratch.write("remote.yaml", Self.fixture)
            let outcome = try await MayflyCommand.run(
                [
                    "test", fixture, "--on", "cluster:test", "-n", "no-such", "--junit", scratch("junit.xml"), "--",
                    "true",
                ], environment: ["KUBECONFIG": space.server.configuration, "MAYFLY_NAMESPACE_PER_RUN": "1"])
            // An error, not a failure: and of the namespace that was named, not of one that was made.
            #expect(outcome.status == 2, "\(outcome.error)")
            #expect(outcome.output.contains("kubectl create namespace no-such"), "\(outcome.output)\(outcome.error)")
            #expect(scratch.text("junit.xml")?.contains("failures=\"0\" errors=\"1\"") == true)
        }
    }

    private static let fixture = """
        apiVersion: mayfly.dev/v1alpha1
        kind: Fixture
        metadata: {name: remote}
        image: {source: {registry: {url: "docker://registry.example/disk:1"}}}
        template: {spec: {domain: {devices: {}, memory: {guest: 128Mi}}}}
        ready: [{ssh: {}}]

        """
}

import Fixtures
import KubeVirt
import Kubernetes
import Machines
import MayflyTestSupport
import Testing

@testable import ClusterProvider

/// A service account that has the roles that we print, on a server that heeds them, and no other right.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct LeastPrivilegeTests {
    struct Right: Sendable, CustomTestStringConvertible {
        let rule: AccessRule
        let verb: AccessRule.Verb

        var testDescription: String { "\(verb.rawValue) \(rule.name)" }
    }

    /// What machines need. The subresources are not this server's, and what may not be deleted goes with its record, when
    /// the cluster's collector comes to it.
    private static let rights = AccessRule.all.filter { $0.feature == .machines && $0.subresource == nil }
        .flatMap { rule in rule.verbs.map { Right(rule: rule, verb: $0) } }
        .filter { $0.verb != .delete || $0.rule.resource != .virtualMachineInstances }

    private func bind(_ role: Role, in space: TestCluster.Space) async throws {
        let path = "/apis/rbac.authorization.k8s.io/v1/namespaces/\(space.client.namespace)"
        try await space.post(role, to: "\(path)/roles")
        try await space.post(
            RoleBinding(role, .init(name: "runner", namespace: "default")), to: "\(path)/rolebindings")
    }

    /// All that machines are made for but what needs other rights; tells what was left of it.
    private func life(_ space: TestCluster.Space) async throws -> [String] {
        let runner = try space.client(of: "runner")
        let provider = space.provider(as: runner) { $0.controlLimit = .seconds(60) }
        let machine = try await provider.create(.fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
        do {
            try await machine.start()
            try await machine.waitUntilReady()
            _ = try await machine.run("echo", "mine")
            _ = try await machine.manifest()
            _ = try await provider.machines()
            _ = try await space.provider(as: runner).collectGarbage()
        } catch {
            await machine.delete()
            throw error
        }
        await machine.delete()
        return await space.leftovers(of: machine.id) + (try await space.names(.leases))
    }

    @Test func `a machine lives and is kept by the usual role`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let role = try #require(ClusterRights(ClusterFeature.usual, namespace: space.client.namespace).role)
            try await bind(role, in: space)
            #expect(try await life(space) == [])
            let provider = space.provider(as: try space.client(of: "runner"))
            var fixture = Fixture.fakeOnCluster()
            fixture.objects.secrets = [Secret(metadata: ObjectMeta(name: "beside"))]
            _ = try await space.client.create(fixture.objects.secrets[0], .secrets)
            let machine = try await provider.create(
                fixture, options: MachineOptions(mayBeKept: true), timeline: Timeline())
            try await machine.start()
            try await machine.keep(for: .seconds(600))
            let found = try await space.provider(as: try space.client(of: "runner")).machine("fake")
            await found.delete()
            #expect(await space.leftovers(of: machine.id) == [])
        }
    }

    @Test func `a machine that does not start says why by the usual role, as far as it is told`() async throws {
        let condition = VirtualMachineInstanceStatus.Condition(
            message: "0/1 nodes are available", reason: "Unschedulable", status: "False", type: "PodScheduled")
        try await TestCluster.withNamespace(fate: { _ in .waits(condition) }) { space async throws in
            let role = try #require(ClusterRights(ClusterFeature.usual, namespace: nil).role)
            try await bind(role, in: space)
            let machine = try await space.provider(as: try space.client(of: "runner")) { $0.patience = .zero }.create(
                .fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            await #expect(throws: MachineError.self) { try await machine.start() }
            #expect(await space.leftovers(of: machine.id) == [])
        }
    }

    @Test(arguments: rights) func `without any one of the rights to machines something fails`(_ right: Right)
        async throws
    {
        try await TestCluster.withNamespace { space async throws in
            var rules = AccessRule.all.filter { $0.feature == .machines }
            for index in rules.indices where rules[index].name == right.rule.name {
                rules[index].verbs.removeAll { $0 == right.verb }
            }
            try await bind(Role("less", rules, of: "Role", namespace: nil), in: space)
            do {
                #expect(try await life(space) != [])
            } catch {
                #expect("\(error)".contains("forbidden") || "\(error)".contains("does not allow"), "\(error)")
            }
        }
    }

    @Test func `who has no right is told which one to ask for`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let provider = space.provider(as: try space.client(of: "runner"))
            let error = await #expect(throws: MachineError.self) {
                try await provider.create(.fakeOnCluster(), options: MachineOptions(), timeline: Timeline())
            }
            #expect(error?.message.contains("mayfly cluster rbac") == true)
        }
    }
}

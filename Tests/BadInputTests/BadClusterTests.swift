import Host
import MayflyTestSupport
import Testing

/// A cluster that is wrongly named is told by its name, with what to do.
@Suite("A cluster that is wrong", .timeLimit(.minutes(5)))
struct BadClusterTests {
    private let scratch = Scratch("cluster")

    private func kubeconfig(server: String) throws -> [String: String] {
        let text = """
            clusters: [{name: c, cluster: {server: '\(server)'}}]
            users: [{name: u, user: {}}]
            contexts: [{name: lab, context: {cluster: c, user: u}}]
            current-context: lab
            """
        return ["KUBECONFIG": try scratch.write("kubeconfig", text)]
    }

    @Test("the doctor tells of a context that is not there")
    func context() async throws {
        let environment = try kubeconfig(server: "http://127.0.0.1:1")
        let outcome = try await MayflyCommand.run(["doctor", "--on", "cluster:nope"], environment: environment)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("nope") && outcome.output.contains("kubectl config get-contexts"))
    }

    @Test("the doctor tells that no server answers, and no more than that")
    func server() async throws {
        let port = try LoopbackPort()
        let environment = try kubeconfig(server: "http://127.0.0.1:\(port.number)")
        let outcome = try await MayflyCommand.run(
            ["doctor", "--on", "cluster", "--output", "json"], environment: environment)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("kubectl version") && !outcome.output.contains("KubeVirt"))
    }

    @Test("rights are bound to an account of a namespace that is known")
    func account() async throws {
        let homeless = try await MayflyCommand.run(["cluster", "rbac", "--service-account", "runner"])
        #expect(homeless.status == 1 && homeless.error.contains("--service-account NAMESPACE:runner"))
        #expect(homeless.output == "")
        let wrong = try await MayflyCommand.run(["cluster", "rbac", "--service-account", "a:b:c"])
        #expect(wrong.status == 2 && wrong.error.contains("NAMESPACE:NAME"))
        let unknown = try await MayflyCommand.run(["cluster", "rbac", "--feature", "machine"])
        #expect(unknown.status == 2 && unknown.error.contains("machines"))
    }
}

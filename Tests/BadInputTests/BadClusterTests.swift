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

    @Test("a kubeconfig that cannot be read is told by its file and line, and no machine was tried")
    func broken() async throws {
        let file = try scratch.write("broken", "clusters:\n- name: c\n  cluster: {server: [\n")
        for words in [["doctor", "--on", "cluster"], ["run", "tiny", "--on", "cluster", "--", "true"]] {
            let outcome = try await MayflyCommand.run(words, environment: ["KUBECONFIG": file])
            #expect(outcome.status == (words[0] == "run" ? 125 : 1), "\(outcome.error)")
            let told = outcome.output + outcome.error
            #expect(told.contains(file) && told.contains("4"), "\(told)")
        }
    }

    @Test("a kubeconfig that is not there, and one whose context lacks its cluster")
    func incomplete() async throws {
        let nowhere = try await MayflyCommand.run(
            ["doctor", "--on", "cluster"], environment: ["KUBECONFIG": scratch("none"), "KUBERNETES_SERVICE_HOST": ""])
        #expect(nowhere.status == 1 && nowhere.output.contains("KUBECONFIG"), "\(nowhere.output)")
        let file = try scratch.write(
            "half", "{contexts: [{name: lab, context: {cluster: gone, user: u}}], current-context: lab}")
        let half = try await MayflyCommand.run(["doctor", "--on", "cluster"], environment: ["KUBECONFIG": file])
        #expect(half.status == 1 && half.output.contains("gone"), "\(half.output)")
    }

    @Test("a machine on a context that is not there is refused by its name")
    func wrongContext() async throws {
        let environment = try kubeconfig(server: "http://127.0.0.1:1")
        let outcome = try await MayflyCommand.run(
            ["run", "tiny", "--on", "cluster:nope", "--", "true"], environment: environment)
        #expect(outcome.status == 125)
        #expect(outcome.error.contains("nope") && outcome.error.contains("lab"), "\(outcome.error)")
    }

    @Test("a server whose certificate has expired", .requires(.program("nginx"), .program("openssl")))
    func expired() async throws {
        let server = try await Nginx(serving: scratch.path, tls: true, expired: true)
        var environment = try kubeconfig(server: server.secureURL)
        let text = scratch.text("kubeconfig")?.replacing(
            "cluster: {server:", with: "cluster: {certificate-authority: '\(server.certificate)', server:")
        environment["KUBECONFIG"] = try scratch.write("trusting", text ?? "")
        let outcome = try await MayflyCommand.run(["doctor", "--on", "cluster"], environment: environment)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("expired") && outcome.output.contains("Have it renewed"), "\(outcome.output)")
    }

    @Test("a server that does not take our certificate or token any more")
    func unauthorized() async throws {
        let server = try StubServer { _, _ in
            .init(
                401, ["Content-Type": "application/json"],
                text: #"{"kind":"Status","reason":"Unauthorized","message":"Unauthorized","code":401}"#)
        }
        let outcome = try await MayflyCommand.run(
            ["doctor", "--on", "cluster"], environment: try kubeconfig(server: server.url))
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("has expired") && outcome.output.contains("Log in"), "\(outcome.output)")
    }

    @Test("the doctor is told of a fixture that is not there, and looks at none for this host")
    func fixtures() async throws {
        let environment = try kubeconfig(server: "http://127.0.0.1:1")
        let unknown = try await MayflyCommand.run(
            ["doctor", "--on", "cluster", "--fixture", "no-such"], environment: environment)
        #expect(unknown.status == 1 && unknown.error.contains("no-such"), "\(unknown.error)")
        let here = try await MayflyCommand.run(["doctor", "--on", "local", "--fixture", "tiny"])
        #expect(here.status == 1 && here.error.contains("--fixture is for clusters"), "\(here.error)")
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

import Host
import MayflyTestSupport
import Testing

/// A cluster that is there and wrong, in the words of `mayfly run`; a VMI that somebody deletes is in `ClusterFailureTests`,
/// where guests are.
@Suite("A cluster that is wrong, on an API server", .requires(.apiServer), .timeLimit(.minutes(10)))
struct BadClusterServerTests {
    private static func fixture(_ domain: String = "") -> String {
        """
        apiVersion: mayfly.dev/v1alpha1
        kind: Fixture
        metadata: {name: remote}
        image: {source: {registry: {url: "docker://registry.example/disk:1"}}}
        template: {spec: {domain: {devices: {}, memory: {guest: 128Mi}\(domain)}}}
        ready: [{ssh: {}}]

        """
    }

    private let scratch = Scratch("bad-cluster")

    private func run(
        _ server: APIServer, _ fixture: String = fixture(), _ words: [String] = []
    ) async throws -> MayflyCommand.Outcome {
        let file = try scratch.write("remote.yaml", fixture)
        return try await MayflyCommand.run(
            ["run", file, "--on", "cluster:test"] + words + ["--", "true"],
            environment: ["KUBECONFIG": server.configuration])
    }

    @Test("KubeVirt missing, a namespace missing or on its way out, and a KubeVirt that lacks a field")
    func wrong() async throws {
        try await APIServer.withServer { server in
            let bare = try await run(server)
            #expect(bare.status == 125 && bare.error.contains("KubeVirt is not installed there"), "\(bare.error)")
            try await defineMachines(server)

            let unknown = try await run(server, Self.fixture(), ["-n", "no-such"])
            #expect(unknown.status == 125)
            #expect(unknown.error.contains("kubectl create namespace no-such"), "\(unknown.error)")

            let older = try await run(server, Self.fixture(", rebootPolicy: Terminate"))
            #expect(older.status == 125)
            let told = "spec.domain.rebootPolicy: the cluster does not know this field"
            #expect(older.error.contains(told), "\(older.error)")
            #expect(older.error.contains("Leave the field out"))

            try await leaveTerminating("leaving", server)
            // The server's own look at namespaces is a moment old.
            let isTold = try await eventually {
                let leaving = try await run(server, Self.fixture(), ["-n", "leaving"])
                return leaving.status == 125 && leaving.error.contains("the namespace ‘leaving’ is being deleted")
            }
            #expect(isTold)
            let doctor = try await MayflyCommand.run(
                ["doctor", "--on", "cluster:test", "-n", "leaving"], environment: ["KUBECONFIG": server.configuration])
            #expect(doctor.status == 1 && doctor.output.contains("leaving is being deleted"), "\(doctor.output)")
            #expect(try await server.kubectl("get", "secrets", "-A", "-o", "name").text == "secret/holds\n")
        }
    }

    /// As a KubeVirt from before `rebootPolicy` has them.
    private func defineMachines(_ server: APIServer) async throws {
        let printed = try await MayflyCommand.run(["crds", "vmi"])
        let older = printed.output.replacing("rebootPolicy:", with: "policyOfNoName:")
        #expect(older != printed.output)
        let applied = try await server.kubectl(
            "apply", "--server-side", "-f", try scratch.write("crds.yaml", older))
        #expect(applied.isRight, "\(applied.text)")
        #expect(try await eventually { try await server.kubectl("get", "vmi").isRight })
    }

    /// A namespace that goes as soon as somebody lets go of what is in it.
    private func leaveTerminating(_ name: String, _ server: APIServer) async throws {
        let file = try scratch.write(
            "held.yaml",
            """
            {apiVersion: v1, kind: Namespace, metadata: {name: \(name)}}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: holds, namespace: \(name), finalizers: [test.example/held]}}

            """)
        let made = try await server.kubectl("create", "-f", file)
        #expect(made.isRight, "\(made.text)")
        let deleted = try await server.kubectl("delete", "namespace", name, "--wait=false")
        #expect(deleted.isRight, "\(deleted.text)")
    }
}

import Host
import MayflyTestSupport
import Testing

/// What `mayfly cluster rbac` and `mayfly doctor --on cluster` say, and an API server makes of it.
@Suite("The rights command, and an API server", .requires(.apiServer)) struct RightsAPIServerTests {
    @Test func `a server takes the roles as they are printed, and judges by them`() async throws {
        try await APIServer.withServer { server in
            let scratch = Scratch("rights")
            func may(_ words: String...) async throws -> Bool {
                return try await server.kubectl(["--context", "runner", "auth", "can-i"] + words).isRight
            }
            #expect(try await !may("create", "secrets", "-n", "default"))
            let printed = try await MayflyCommand.run([
                "cluster", "rbac", "-n", "default", "--service-account", "runner",
            ])
            #expect(printed.status == 0 && printed.error == "")
            let applied = try await server.kubectl("apply", "-f", try scratch.write("rbac.yaml", printed.output))
            #expect(applied.isRight, "\(applied.text)")
            #expect(try await may("create", "secrets", "-n", "default"))
            #expect(try await may("patch", "leases.coordination.k8s.io", "-n", "default"))
            #expect(try await !may("watch", "secrets", "-n", "default"))
            #expect(try await !may("create", "secrets", "-n", "kube-system"))
            #expect(try await !may("list", "nodes"))
            let wide = try await MayflyCommand.run(
                ["cluster", "rbac", "-n", "default", "--feature", "doctor", "--service-account", "default:runner"])
            let more = try await server.kubectl("apply", "-f", try scratch.write("wide.yaml", wide.output))
            #expect(more.isRight, "\(more.text)")
            #expect(try await may("list", "nodes"))

            let registry = try StubServer { request, _ in
                request.method == "POST" ? .init(202, ["Location": "/upload/1"]) : .init(204)
            }
            let doctor = try await MayflyCommand.run(
                [
                    "doctor", "--on", "cluster:runner", "-n", "default", "--output", "json", "--cluster-image",
                    "containerDisk:127.0.0.1:\(registry.port)/ci",
                ], environment: ["KUBECONFIG": server.configuration])
            #expect(doctor.status == 1, "\(doctor.error)")
            #expect(doctor.output.contains("\"KubeVirt\"") && doctor.output.contains("it is not installed"))
            #expect(doctor.output.contains("ci takes images from here"), "\(doctor.output)")
            #expect(registry.requests.map(\.method) == ["POST", "DELETE"])
        }
    }
}

import FoundationEssentials
import Host
import Offload

/// A real Kubernetes API server, for one test.
///
/// `MAYFLY_KUBETEST` names a directory with the programs `kubetest-apiserver`, `etcd` and `kubectl`, the latter two also
/// beneath `root/usr/bin`.
package struct APIServer: Sendable {
    private let programs: Programs
    /// A kubeconfig with the contexts `test`, who may do all, `viewer`, who may only read, and `runner`, the service account
    /// of that name in the namespace `default`, who may do what its roles say.
    package let configuration: String

    private struct Programs: Sendable {
        var server: String
        var etcd: String
        var kubectl: String

        init?(_ directory: String) {
            func find(_ name: String) -> String? {
                ["\(directory)/\(name)", "\(directory)/root/usr/bin/\(name)"].first(where: FileSystem.exists)
            }
            guard let server = find("kubetest-apiserver"), let etcd = find("etcd"), let kubectl = find("kubectl") else {
                return nil
            }
            (self.server, self.etcd, self.kubectl) = (server, etcd, kubectl)
        }
    }

    private static let directory = ProcessEnvironment.current["MAYFLY_KUBETEST"]

    static func obstacle() -> String? {
        guard let directory else { return "MAYFLY_KUBETEST does not name the directory of an API server" }
        return Programs(directory) == nil
            ? "MAYFLY_KUBETEST is \(directory), which does not hold kubetest-apiserver, etcd and kubectl" : nil
    }

    /// Runs one while the body does; it listens on the loopback, and ends with us however we end.
    package static func withServer<Value: Sendable>(_ body: (APIServer) async throws -> Value) async throws -> Value {
        guard let directory, let programs = Programs(directory) else { throw Failure(text: obstacle() ?? "") }
        let scratch = Scratch("api")
        let running = Task {
            try await Child.run(
                programs.server, ["-dir", scratch("run"), "-etcd", programs.etcd], limit: .seconds(600))
        }
        return try await finishing {
            let server = APIServer(programs: programs, configuration: scratch("run/kubeconfig"))
            let isReady = try await eventually(within: .seconds(120)) {
                guard FileSystem.exists(server.configuration) else { return false }
                return try await server.kubectl("get", "namespaces").isRight
            }
            guard isReady else {
                running.cancel()
                throw Failure(text: "the API server did not come up: \((try? await running.value)?.output ?? "")")
            }
            return try await body(server)
        } finally: {
            running.cancel()
            _ = await running.result
            // etcd ends after its parent, and writes to the directory until then.
            _ = try? await eventually {
                ProcessTable.processes { $0.contains { $0.contains(scratch.path) } }.isEmpty
            }
        }
    }

    private struct Failure: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }

    /// What kubectl said, and whether it was content.
    package struct Answer: Sendable {
        package let isRight: Bool
        package let text: String
    }

    package func kubectl(_ words: String...) async throws -> Answer { try await kubectl(words) }

    package func kubectl(_ words: [String]) async throws -> Answer {
        try await Self.kubectl(programs.kubectl, configuration, words)
    }

    /// The same kubectl with another kubeconfig: to see what it makes of a server of the test's own.
    package static func kubectl(with configuration: String, _ words: String...) async throws -> Answer {
        guard let directory, let programs = Programs(directory) else { throw Failure(text: obstacle() ?? "") }
        return try await kubectl(programs.kubectl, configuration, words)
    }

    private static func kubectl(_ program: String, _ configuration: String, _ words: [String]) async throws -> Answer {
        let result = try await Child.run(program, ["--kubeconfig", configuration] + words, limit: .seconds(60))
        return Answer(isRight: result.end == .exited(0), text: result.output)
    }
}

import HTTP
import KubeVirt
import Kubeconfig
import Kubernetes
import MayflyTestSupport
import Testing

/// A web server that answers as a test says, and a client of it that does not sleep.
struct StubCluster: Sendable {
    let server: StubServer
    let clock = ImpatientClock()
    let client: KubernetesClient

    /// `user` is a user's entry of the kubeconfig.
    init(
        user: String = "token: t0", attempts: Int = 4, patience: Duration = .seconds(60),
        _ answer: @escaping @Sendable (_ request: StubServer.Request, _ number: Int) async -> StubServer.Answer
    ) throws {
        server = try StubServer(answer)
        let text = """
            clusters: [{name: c, cluster: {server: '\(server.url)/base/'}}]
            users: [{name: u, user: {\(user)}}]
            contexts: [{name: x, context: {cluster: c, user: u, namespace: work}}]
            current-context: x
            """
        var settings = KubernetesClient.Settings(environment: ["PATH": "/usr/bin:/bin"])
        settings.retries = RetryPolicy(attempts: attempts)
        settings.clock = clock
        settings.watchPatience = patience
        client = KubernetesClient(
            try Kubeconfig(reading: Array(text.utf8), file: "/config").access(), settings: settings)
    }

    /// What was asked, in short: method and target without the base.
    var asked: [String] { server.requests.map { "\($0.method) \($0.target.replacing("/base", with: ""))" } }

    static func status(_ code: Int, _ reason: String, _ more: String = "") -> StubServer.Answer {
        .init(code, text: #"{"kind":"Status","code":\#(code),"reason":"\#(reason)"\#(more)}"#)
    }

    static func object(_ name: String, _ version: Int, uid: String = "1", data: String = "") -> String {
        #"{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"\#(name)","namespace":"work","uid":"\#(uid)","resourceVersion":"\#(version)"},"data":{"a":"\#(data)"},"new":1}"#
    }

    static func list(_ version: Int, continuing: String = "", _ objects: String...) -> StubServer.Answer {
        .init(
            200,
            text:
                #"{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"\#(version)","continue":"\#(continuing)"},"items":[\#(objects.joined(separator: ","))]}"#
        )
    }

    static func event(_ kind: String, _ object: String) -> String {
        #"{"type":"\#(kind)","object":\#(object)}"# + "\n"
    }

    static func bookmark(_ version: Int) -> String {
        event("BOOKMARK", #"{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"\#(version)"}}"#)
    }

    /// A watch's lines; `ends` tells whether the server closes it, or is silent from then on.
    static func lines(_ lines: String..., ends: Bool = true) -> StubServer.Answer {
        .init(200, ["Content-Length": ""], Array(lines.joined().utf8), hangs: !ends)
    }
}

/// The error of a body; none is a test's failure.
func failure(
    _ body: () async throws(KubernetesError) -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async -> KubernetesError? {
    do throws(KubernetesError) { try await body() } catch { return error }
    Issue.record("no error", sourceLocation: sourceLocation)
    return nil
}

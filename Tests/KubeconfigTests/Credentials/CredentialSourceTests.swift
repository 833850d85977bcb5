import Base64
import Glibc
import Kubeconfig
import MayflyTestSupport
import Testing

/// Plugins are scripts of sh, which count how often they ran.
@Suite struct CredentialSourceTests {
    private let scratch = Scratch("credentials")
    private let now = Shared<Int64>(0)

    private func source(
        _ user: String, cluster: String = "server: https://a", hasTerminal: Bool = false,
        environment: [String: String] = ["PATH": "/usr/bin:/bin"]
    ) throws -> CredentialSource {
        let text = """
            clusters: [{name: c, cluster: {\(cluster)}}]
            users: [{name: u, user: {\(user)}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """
        let file = try scratch.write("config", text)
        let now = now
        return CredentialSource(
            try ClusterAccess.find(file: file, environment: [:]), environment: environment, hasTerminal: hasTerminal,
            now: { now.value })
    }

    private func plugin(_ status: String, before: String = "", options: String = "interactiveMode: Never") throws
        -> String
    {
        let script = """
            #!/bin/sh
            echo run >>\(scratch("runs"))
            n=$(grep -c run \(scratch("runs")))
            \(before)
            echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{\(status)}}' | sed "s/NUMBER/$n/"
            """
        try scratch.write("bin/plugin", script, mode: 0o755)
        return "exec: {apiVersion: client.authentication.k8s.io/v1, command: bin/plugin, args: [a b], \(options)}"
    }

    private var runs: Int { scratch.text("runs")?.split(separator: "\n").count ?? 0 }

    private func failure(_ source: CredentialSource) async -> String {
        do { _ = try await source.current() } catch { return "\(error)" }
        return "nothing"
    }

    @Test func `a password is sent as it is`() async throws {
        let credentials = try await source("username: me, password: 'a:b'").current()
        #expect(credentials.authorization == "Basic " + Base64.encode(Array("me:a:b".utf8)))
    }

    @Test func `a file's token is read anew, and one that is gone for a moment is kept`() async throws {
        let source = try source("tokenFile: token")
        try scratch.write("token", "one\n")
        #expect(try await source.current().authorization == "Bearer one")
        try scratch.write("token", "two\n")
        #expect(try await source.current().authorization == "Bearer two")
        try scratch.write("token", "")
        #expect(try await source.current().authorization == "Bearer two")
    }

    @Test func `a file of a token that was never there is told`() async throws {
        let said = await failure(try source("tokenFile: token"))
        #expect(said.contains("users[0].user.tokenFile: the file \(scratch("token")) cannot be read"), "\(said)")
    }

    @Test func `certificates of files are read anew`() async throws {
        let source = try source("client-certificate: cert, client-key: key")
        try scratch.write("cert", "c1")
        try scratch.write("key", "k1")
        let first = try await source.current()
        #expect(first.identity?.key == Array("k1".utf8))
        #expect(await source.refused(first) == false)
        try scratch.write("cert", "c2")
        #expect(await source.refused(first))
        #expect(try await source.current().identity?.certificate == Array("c2".utf8))
    }

    @Test func `a plugin runs once until its credentials expire`() async throws {
        let source = try source(plugin(#""token":"tNUMBER","expirationTimestamp":"1970-01-01T00:01:00Z""#))
        async let one = source.current()
        async let two = source.current()
        #expect(try await [one.authorization, two.authorization] == ["Bearer t1", "Bearer t1"])
        now.change { $0 = 59 }
        #expect(try await source.current().authorization == "Bearer t1")
        now.change { $0 = 60 }
        #expect(try await source.current().authorization == "Bearer t2")
        #expect(runs == 2)
    }

    @Test func `a plugin is asked again when the server refuses what it gave, once for all`() async throws {
        let source = try source(plugin(#""token":"tNUMBER""#))
        let first = try await source.current()
        #expect(await source.refused(first))
        #expect(try await source.current().authorization == "Bearer t2")
        // Who comes late with the old one does not cost another run.
        #expect(await source.refused(first))
        #expect(try await source.current().authorization == "Bearer t2")
        #expect(runs == 2)
    }

    @Test func `what a plugin gave after all who asked went away is no answer for ever`() async throws {
        let source = try source(
            plugin(
                #""token":"tNUMBER","expirationTimestamp":"1970-01-01T00:01:00Z""#,
                before: "while [ ! -e \(scratch("go")) ]; do sleep 0.05; done"))
        let early = Task { try await source.current() }
        #expect(try await eventually { runs == 1 })
        early.cancel()
        await #expect(throws: CancellationError.self) { _ = try await early.value }
        try scratch.write("go", "")
        #expect(try await eventually { await !source.isAsking })
        now.change { $0 = 60 }
        #expect(try await source.current().authorization == "Bearer t2")
    }

    @Test func `a child that a plugin leaves behind with its output keeps nobody waiting`() async throws {
        let source = try source(
            plugin(#""token":"t""#, before: "sleep 600 2>/dev/null &\necho $! >\(scratch("left"))"))
        let given = Shared<String?>(nil)
        let asking = Task {
            let credentials = try await source.current()
            given.change { $0 = credentials.authorization }
        }
        #expect(try await eventually { given.value == "Bearer t" })
        if let left = Int32((scratch.text("left") ?? "").prefix { $0.isNumber }) { kill(left, SIGKILL) }
        try await asking.value
    }

    @Test func `a plugin is told of the cluster, and has its environment and arguments`() async throws {
        let exec = try plugin(
            #""clientCertificateData":"c","clientKeyData":"k""#,
            before: "echo \"$KUBERNETES_EXEC_INFO\" >\(scratch("info")); echo \"$A $1 $2\" >\(scratch("said"))",
            options: "interactiveMode: IfAvailable, provideClusterInfo: true, env: [{name: A, value: b c}]")
        let source = try source(
            exec,
            cluster: "server: 'https://a', certificate-authority-data: YWJj, tls-server-name: n, extensions: "
                + "[{name: client.authentication.k8s.io/exec, extension: {audience: here}}]")
        let credentials = try await source.current()
        #expect(credentials.identity?.certificate == Array("c".utf8))
        #expect(credentials.authority == Array("abc".utf8))
        #expect(credentials.authorization == nil)
        #expect(scratch.text("said") == "b c a b \n")
        let info = scratch.text("info") ?? ""
        for part in [
            #""certificate-authority-data":"YWJj""#, #""tls-server-name":"n""#, #""interactive":false"#,
            #""config":{"audience":"here"}"#, #""kind":"ExecCredential""#,
        ] { #expect(info.contains(part), "\(info)") }
    }

    @Test func `a plugin that fails is told with what it says and nothing of what it gave`() async throws {
        let said = await failure(
            try source(plugin(#""token":"x""#, before: "echo no device >&2; echo hunter2; exit 3")))
        #expect(said.contains("config:2:"), "\(said)")
        #expect(said.contains("users[0].user.exec.command: the credential plugin"), "\(said)")
        #expect(said.contains("ended with status 3; it says: no device"), "\(said)")
        #expect(!said.contains("hunter2"))
    }

    @Test func `a plugin that is not installed is told with its hint`() async throws {
        let exec = "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: no-such, installHint: get it}"
        #expect(await failure(try source(exec)).contains("no-such is not installed:\nget it"))
    }

    @Test func `a plugin that wants a person is not started without one`() async throws {
        let said = await failure(try source(plugin(#""token":"x""#, options: "interactiveMode: Always")))
        #expect(said.contains("standard input is no terminal"), "\(said)")
        #expect(runs == 0)
    }
}

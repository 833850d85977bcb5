import Kubeconfig
import Testing

@Suite struct KubeconfigReadingTests {
    static let whole = """
        apiVersion: v1
        kind: Config
        current-context: dev
        preferences: {}
        unknown: {kubectl: does not mind}
        clusters:
        - name: one
          cluster:
            server: https://one.example:6443
            certificate-authority: pki/ca.pem
            tls-server-name: inner.example
            proxy-url: socks5://127.0.0.1:1080
        - name: two
          cluster:
            server: https://two.example
            certificate-authority-data: YWJj
            extensions:
            - name: client.authentication.k8s.io/exec
              extension: {audience: here, depth: 2}
        users:
        - name: me
          user: {client-certificate: /abs/cert.pem, client-key-data: a2V5}
        - name: robot
          user: {tokenFile: secrets/token, token: other}
        - name: plugged
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: ./bin/plugin
              args: [login, --now]
              env: [{name: A, value: b}]
              interactiveMode: Never
              provideClusterInfo: true
        contexts:
        - name: dev
          context: {cluster: one, user: me, namespace: work}
        - name: nobody
          context: {cluster: two}
        """

    private func read(_ text: String, _ file: String = "/home/me/.kube/config") throws(KubeconfigError) -> Kubeconfig {
        try Kubeconfig(reading: Array(text.utf8), file: file)
    }

    private func failure(_ text: String) -> KubeconfigError? {
        do throws(KubeconfigError) { _ = try read(text).access() } catch { return error }
        return nil
    }

    @Test func `the current context leads to its cluster, its user and its namespace`() throws {
        let access = try read(Self.whole).access()
        #expect(access.context == "dev")
        #expect(access.namespace == "work")
        #expect(access.cluster.server == "https://one.example:6443")
        #expect(access.cluster.tlsServerName == "inner.example")
        #expect(access.cluster.proxy == "socks5://127.0.0.1:1080")
        #expect(access.user.key.map { (try? $0.read()) == Array("key".utf8) } == true)
    }

    @Test func `relative paths count from the file's directory, absolute ones do not`() throws {
        let config = try read(Self.whole)
        #expect(config.clusters["one"]?.authority?.description == "/home/me/.kube/pki/ca.pem")
        #expect(config.users["me"]?.certificate?.description == "/abs/cert.pem")
        #expect(config.users["robot"]?.tokenFile?.description == "/home/me/.kube/secrets/token")
        #expect(config.users["plugged"]?.exec?.command == "/home/me/.kube/./bin/plugin")
    }

    @Test func `a context without a user is nobody, in the namespace default`() throws {
        let access = try read(Self.whole).access(context: "nobody")
        #expect(access.user.description == "nobody")
        #expect(access.namespace == "default")
    }

    @Test func `the first file to name an entry has all of it`() throws {
        var config = try read("clusters: [{name: one, cluster: {server: https://first}}]", "/a")
        config.merge(try read(Self.whole, "/b"))
        #expect(config.clusters["one"]?.server == "https://first")
        #expect(config.clusters["one"]?.tlsServerName == nil)
        #expect(config.clusters.count == 2)
        #expect(config.currentContext == "dev")
    }

    @Test(arguments: ["", "---\n", "null\n", "{}"])
    func `a file of nothing is a kubeconfig of nothing`(text: String) throws {
        #expect(try read(text).isEmpty)
    }

    private static let start = "apiVersion: v1\nclusters:\n- name: c\n  cluster:\n    server: https://a\n"
    private static let end =
        "contexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\nusers:\n- name: u\n  user:\n"

    @Test(arguments: [
        (
            "    insecure-skip-tls-verify: \"yes\"\n", "",
            "/home/me/.kube/config:6:31: clusters[0].cluster.insecure-skip-tls"
        ),
        ("    certificate-authority-data: '%%'\n", "", "clusters[0].cluster.certificate-authority-data: is not base64"),
        (
            "    certificate-authority: a\n    certificate-authority-data: YQ==\n", "",
            "stands beside certificate-authority"
        ),
        ("    certificate-authority: a\n    insecure-skip-tls-verify: true\n", "", "remove one"),
        ("    proxy-url: proxy:3128\n", "", "clusters[0].cluster.proxy-url: has to begin with"),
        ("", "    client-certificate: a\n", "users[0].user.client-key: is missing"),
        ("", "    client-key: a\n", "users[0].user.client-certificate: is missing"),
        ("", "    token: 17\n", "users[0].user.token: is no text"),
        ("", "    token: t\n    username: n\n", "only one method"),
        ("", "    auth-provider: {name: gcp}\n", "exec plugin"),
        ("", "    as-groups: [g]\n", "users[0].user.as: is missing"),
        ("", "    exec: {command: p}\n", "users[0].user.exec.apiVersion: is missing"),
        ("", "    exec: {command: p, apiVersion: client.authentication.k8s.io/v1}\n", "interactiveMode: is missing"),
        ("", "    exec: {command: p, apiVersion: client.authentication.k8s.io/v1alpha1}\n", "has to be one of"),
        ("", "    exec: {apiVersion: client.authentication.k8s.io/v1}\n", "users[0].user.exec.command: is missing"),
        ("", "    token: [hunter2\n", "is not YAML"),
    ])
    func `a wrong field is told by its place, and no secret is quoted`(cluster: String, user: String, part: String) {
        let text = Self.start + cluster + Self.end + (user.isEmpty ? "    {}\n" : user)
        let said = failure(text)?.description ?? "nothing"
        #expect(said.contains(part), "\(said)")
        #expect(said.hasPrefix("/home/me/.kube/config:"), "\(said)")
    }

    @Test(arguments: [
        "auth-provider: {name: gcp}", "exec: {command: p, apiVersion: client.authentication.k8s.io/v1alpha1}",
        "as-groups: [g]", "client-key: a, client-key-data: YQ==", "token: 17",
    ])
    func `an entry that nobody uses may be as it likes, and is told to who does`(user: String) throws {
        let text =
            Self.start + "- name: bad\n  cluster: {certificate-authority: a, certificate-authority-data: YQ==}\n"
            + "contexts:\n- {name: x, context: {cluster: c, user: u}}\n- {name: y, context: {cluster: c, user: bad}}\n"
            + "- {name: z, context: {cluster: bad, user: u}}\n"
            + "current-context: x\nusers:\n- {name: u, user: {token: t}}\n- {name: bad, user: {\(user)}}\n"
        let config = try read(text)
        #expect(try config.access().user.token == "t")
        let error = #expect(throws: KubeconfigError.self) { _ = try config.access(context: "y") }
        #expect(error?.description.contains("users[1].user.") == true, "\(error?.description ?? "")")
        let other = #expect(throws: KubeconfigError.self) { _ = try config.access(context: "z") }
        #expect(other?.description.contains("clusters[1].cluster.") == true, "\(other?.description ?? "")")
    }

    @Test(arguments: [
        ("current-context: dve", "did you mean ‘dev’?"), ("{}", "no current-context"),
        ("current-context: a\ncontexts: [{name: a, context: {cluster: x}}]", "the cluster ‘x’, which is not there"),
        (
            "current-context: a\ncontexts: [{name: a, context: {cluster: one, user: mee}}]",
            "the user ‘mee’, who is not there; did you mean ‘me’?"
        ),
    ])
    func `a context that leads nowhere is told with what there is`(first: String, part: String) throws {
        var config = try read(first)
        var other = try read(Self.whole)
        other.currentContext = nil
        config.merge(other)
        let error = #expect(throws: KubeconfigError.self) { _ = try config.access() }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("kind: Pod", "is not ‘Config’"), ("apiVersion: v2", "is not ‘v1’"), ("[]", "not a mapping"),
        ("clusters: [{name: a}, {name: a}]", "the name ‘a’ stands twice"), ("clusters: {}", "is not a list"),
        ("clusters: [{cluster: {}}]", "clusters[0].name: is missing"),
    ])
    func `what is no kubeconfig is refused`(text: String, part: String) {
        let said = failure(text)?.description ?? "nothing"
        #expect(said.contains(part), "\(said)")
    }

    @Test func `secrets are not printed`() throws {
        let config = try read(
            "users: [{name: a, user: {token: hunter2, client-key-data: aHVudGVyMg==, client-certificate-data: aHVudGVyMg==}}]"
        )
        var dumped = ""
        dump(config, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!"\(config)".contains("hunter2"))
        #expect(!dumped.contains("104"))
    }
}

import FuzzTargets
import Testing

@Suite struct KubeconfigMutationTests {
    static let texts = [
        "current-context: a\ncontexts: [{name: a, context: {cluster: b, user: c, namespace: d}}]\n"
            + "clusters:\n- name: b\n  cluster: {server: 'https://x:1', certificate-authority-data: YWJj, proxy-url: http://p}\n"
            + "users:\n- name: c\n  user: {token: t, client-key: k, client-certificate: l, as: me, as-user-extra: {a: [b]}}\n",
        "users: [{name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./x, args: [a],\n"
            + "  env: [{name: A, value: b}], interactiveMode: Never, provideClusterInfo: true}}}]",
        #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t"}}"#,
    ]

    @Test(arguments: [1, 2])
    func `kubeconfigs survive 1,000 mutations`(seed: UInt64) {
        var mutator = Mutator(state: seed)
        let corpus = Self.texts.map { Array($0.utf8) }
        for text in corpus { text.withUnsafeBytes(fuzzKubeconfig) }
        for index in 0..<500 { mutator.mutated(corpus[index % corpus.count], corpus).withUnsafeBytes(fuzzKubeconfig) }
    }
}

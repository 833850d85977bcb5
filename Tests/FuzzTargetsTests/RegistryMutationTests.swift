import FuzzTargets
import Testing

@Suite struct RegistryMutationTests {
    private static let digest = "sha256:" + String(repeating: "0a", count: 32)
    static let texts = [
        "docker://a.example:5000/b/c-d:1.2@\(digest)", "docker://[::1]:5000/a__b/c", "https://u:p@a.example:1/b?c=d#e",
        #"Bearer realm="https://a/t",service="s",scope="x:y:z", Basic realm=a"#,
        #"{"auths":{"a.example/b":{"auth":"bWU6cHc="},"https://a.example/v1/":{"identitytoken":"t"}},"credsStore":"x"}"#,
        #"{"schemaVersion":2,"manifests":[{"digest":"\#(digest)","size":1,"platform":{"os":"linux","architecture":"amd64"}}]}"#,
        #"{"schemaVersion":2,"config":{"digest":"\#(digest)","size":1},"layers":[{"digest":"\#(digest)","size":1}]}"#,
    ]

    @Test(arguments: [1, 2])
    func `what registries and their users write survives 2,000 mutations`(seed: UInt64) {
        var mutator = Mutator(state: seed)
        let corpus = Self.texts.map { Array($0.utf8) }
        for text in corpus { text.withUnsafeBytes(fuzzRegistry) }
        for index in 0..<1000 {
            mutator.mutated(corpus[index % corpus.count], corpus).withUnsafeBytes(fuzzRegistry)
        }
    }
}

import FuzzTargets
import Testing

@Suite struct ProvenanceMutationTests {
    static let texts = [
        """
        apiVersion: mayfly.dev/v1alpha1
        kind: BootManifest
        run: abc
        boot: {kernel: /k, userspace: initrd, initrd: /i, cpus: 2, memory: 512Mi, failOn: [errors], allow: ["a=b"],
          load: [loop], copies: [{source: /a, destination: /b}], timeout: 1.5h,
          expectations: [{regex: "login:", limit: 1m30s}, {text: a}]}
        release: 6.1.0
        kernelArguments: console=ttyS0
        files: [{role: kernel, path: /k, sha256: aa}, {role: deviceTree, path: /x, sha256: bb}]
        emulator: {version: "7.2", commandLine: [/q, "-smp", "2", "-x", '{"file":"/a/b","fd=12"}', "fds=1:2,/c=/d"]}
        accelerator: tcg
        seeds: {seed: 7, clock: "2024-01-01T00:00:00Z"}
        host: {architecture: amd64, processor: A CPU, processors: 2, kernel: "6.1"}
        """,
        #"{"apiVersion":"mayfly.dev/v1alpha1","kind":"BootManifest","run":"a","boot":{},"files":[]}"#,
    ]

    @Test(arguments: [1, 2])
    func `manifests of boots survive 1,000 mutations`(seed: UInt64) {
        var mutator = Mutator(state: seed)
        let corpus = Self.texts.map { Array($0.utf8) }
        for text in corpus { text.withUnsafeBytes(fuzzBootManifest) }
        for index in 0..<500 { mutator.mutated(corpus[index % corpus.count], corpus).withUnsafeBytes(fuzzBootManifest) }
    }
}

import FuzzTargets
import Testing

@Suite struct WatchMutationTests {
    private static func event(_ kind: String, _ name: String, _ version: Int) -> String {
        #"{"type":"\#(kind)","object":{"kind":"ConfigMap","metadata":{"name":"\#(name)","uid":"1","resourceVersion":"\#(version)"}}}"#
            + "\n"
    }

    static let texts = [
        "\u{5}" + event("ADDED", "a", 2) + event("MODIFIED", "a", 3) + event("BOOKMARK", "", 9)
            + event("DELETED", "a", 10),
        "\u{1}" + event("ADDED", "a", 2) + #"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}"#
            + "\n",
    ]

    @Test(arguments: [1, 2])
    func `watches survive 1,000 mutations`(seed: UInt64) {
        var mutator = Mutator(state: seed)
        let corpus = Self.texts.map { Array($0.utf8) }
        for text in corpus { text.withUnsafeBytes(fuzzWatch) }
        for index in 0..<500 { mutator.mutated(corpus[index % corpus.count], corpus).withUnsafeBytes(fuzzWatch) }
    }
}

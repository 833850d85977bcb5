import FuzzTargets
import Testing

@Suite struct HTTPMutationTests {
    static let answers = [
        "\u{7}HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello",
        "\u{3}HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n3;a\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: x\r\n\r\n",
        "\u{1}HTTP/1.0 200\n\nbody",
    ]
    static let seeds = [
        "#cloud-config\nusers: []", "YWJjZA==\n", "http://user:pa@ss@127.0.0.1:3128/x", "http://[::1]:1",
        "{\"status\": \"done\", \"errors\": [], \"recoverable_errors\": {\"WARNING\": [\"x\"]}}",
        "{\"v1\": {\"stage\": \"init\", \"init\": {\"errors\": [\"x\"], \"start\": 1.5}}}",
        "status: error\ndetail:\nDataSourceNoCloud\n",
    ]

    @Test(arguments: [1, 2])
    func `HTTP answers survive 2,000 mutations`(seed: UInt64) {
        run(Self.answers, seed, fuzzHTTPResponse)
    }

    @Test(arguments: [1, 2])
    func `seeds survive 2,000 mutations`(seed: UInt64) { run(Self.seeds, seed, fuzzSeeds) }

    private func run(_ texts: [String], _ seed: UInt64, _ target: (UnsafeRawBufferPointer) -> Void) {
        var mutator = Mutator(state: seed)
        let corpus = texts.map { Array($0.utf8) }
        for text in corpus { text.withUnsafeBytes(target) }
        for index in 0..<1000 { mutator.mutated(corpus[index % corpus.count], corpus).withUnsafeBytes(target) }
    }
}

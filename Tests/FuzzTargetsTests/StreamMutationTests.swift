import FuzzTargets
import Testing

/// The fuzz targets of test results and kernel reports over what a seed makes of a few texts.
@Suite struct StreamMutationTests {
    static let streams = [
        "KTAP version 1\n1..2\n  KTAP version 1\n  # Subtest: a\n  1..2\n    ok 1 x # SKIP y\n  not ok 1 b\nok 1 c\nok 2 d\n",
        "TAP version 14\n1..3\n# Subtest: s\n    ok 1 - a\n      ---\n      x: 1\n      ...\n    1..1\nok 1 - s\nok 2 \\# # TODO\n",
        "TAP version 13\n1..2\n# selftests: a: b\n# TAP version 13\n# 1..2\n# # c\n# ok 1\n# not ok 2 # XFAIL d\nok 1 e\n",
        "ok\nnot ok 3 - a\n# b\n1..9\nBail out! c\n1..0 # SKIP d\n",
    ]
    static let consoles = [
        "[    1.000000] KTAP version 1\r\n[    1.000000] 1..1\r\nTAP version 13\r\nok 1 a[    1.000001] ok 1 b\r\n",
        "[    1.000000][   T1] ------------[ cut here ]------------\n[    1.000000][   T1] w\n[    1.000000][   T1] "
            + "WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2 [m]\n[    1.000000][   T2] BUG: KASAN: x in g+0x1/0x2\n"
            + "[    1.000000][   T1] Call Trace:\n[    1.000000][   T1]  ? f+0x1/0x2\n[    1.000000][   T2] =====\n"
            + "[    1.000000][   T1] ---[ end trace 0 ]---\n[    9.000000] Kernel panic - not syncing: a\n",
    ]
    static let frames = ["[<c0>] (a) from [<c0>] (b.c+0x1/0x2) ? d+0xffff/0x10 [m 12] epc : e+0x1/0x2 ra : f+0x1/0x2"]

    @Test("streams of results lose none over 2,000 mutations", arguments: [1, 2])
    func streams(seed: UInt64) { run(Self.streams, seed, fuzzTestStream) }

    @Test("consoles with both survive 2,000 mutations", arguments: [1, 2])
    func consoles(seed: UInt64) { run(Self.consoles + Self.streams, seed, fuzzConsoleReader) }

    @Test("frames survive 2,000 mutations", arguments: [1, 2])
    func frames(seed: UInt64) { run(Self.frames, seed, fuzzStackFrame) }

    private func run(_ seeds: [String], _ seed: UInt64, _ target: (UnsafeRawBufferPointer) -> Void) {
        var mutator = Mutator(state: seed)
        let corpus = seeds.map { Array($0.utf8) }
        for text in corpus { text.withUnsafeBytes(target) }
        for index in 0..<1000 { mutator.mutated(corpus[index % corpus.count], corpus).withUnsafeBytes(target) }
    }
}

import FuzzTargets
import Testing

/// Files of the ledger and their names over what a seed makes of a few: the same bytes in every run.
@Suite struct LedgerMutationTests {
    static let records = [
        "holder web\nowner 17\nprocess 23 4567 0b1c private\n", "holder a b\r\nowner 1\nprocess 2 3 b shared\nproc",
        "owner x\nprocess a b c d\nholder \u{301}\u{200d}\n",
    ].map { Array($0.utf8) }
    static let names = [
        "1.abcdefghijk.1024", "9223372036854775807.abcdefghijk.1125899906842624.spare", "+2.22222222222.-0",
    ].map { Array($0.utf8) }

    @Test(arguments: [1, 2]) func `records survive 2,000 mutations`(seed: UInt64) {
        run(Self.records, seed, fuzzLedgerRecord)
    }

    @Test(arguments: [1, 2]) func `names survive 2,000 mutations`(seed: UInt64) {
        run(Self.names, seed, fuzzLedgerEntry)
    }

    private func run(_ corpus: [[UInt8]], _ seed: UInt64, _ target: (UnsafeRawBufferPointer) -> Void) {
        var mutator = Mutator(state: seed)
        for bytes in corpus { bytes.withUnsafeBytes(target) }
        for index in 0..<1000 { mutator.mutated(corpus[index % corpus.count], corpus).withUnsafeBytes(target) }
    }
}

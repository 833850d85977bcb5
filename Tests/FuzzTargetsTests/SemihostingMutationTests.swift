import FuzzTargets
import Testing

/// What a board's program asks over what a seed makes of a few conversations: the same bytes in every run.
@Suite struct SemihostingMutationTests {
    static let conversations = [
        "OK\nFwrite,1,20000000,5\n68656c6c6f\nFread,0,20000000,10\nFisatty,2\nW07\n",
        "Fopen,20000000/5,0,1a4\nFwrite,2,ffffffffffffffff,ffffffffffffffff\n00\nE14\nT05thread:01;\nFclose,3\nW00;process:1\n",
        "$W03#ba+$Fsystem,0/0#5c+",
    ].map { Array($0.utf8) }

    @Test(arguments: [1, 2]) func `conversations survive 2,000 mutations`(seed: UInt64) {
        var mutator = Mutator(state: seed)
        for bytes in Self.conversations { bytes.withUnsafeBytes(fuzzSemihosting) }
        for index in 0..<1000 {
            mutator.mutated(Self.conversations[index % Self.conversations.count], Self.conversations)
                .withUnsafeBytes(fuzzSemihosting)
        }
    }
}

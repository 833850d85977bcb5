import FuzzTargets
import Testing

/// Answers to upgrades over what a seed makes of a few: the same bytes in every run.
@Suite struct UpgradeMutationTests {
    static let answers = [
        "\u{7}HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nrest",
        "\u{3}HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n3;a\r\nabc\r\n0\r\n\r\n",
        "\u{1}HTTP/1.1 500 No\r\nContent-Length: 3\r\n\r\nabc",
        "\u{9}HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nabc\r\n",
    ].map { Array($0.utf8) }

    @Test(arguments: [1, 2]) func `answers survive 2,000 mutations`(seed: UInt64) {
        var mutator = Mutator(state: seed)
        for bytes in Self.answers { bytes.withUnsafeBytes(fuzzUpgradeAnswer) }
        for index in 0..<1000 {
            mutator.mutated(Self.answers[index % Self.answers.count], Self.answers).withUnsafeBytes(fuzzUpgradeAnswer)
        }
    }
}

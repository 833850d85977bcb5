import FuzzTargets
import Testing
import Wire

/// A machine's cable over what a seed makes of a few streams: the same bytes in every run.
@Suite struct CableMutationTests {
    static let streams = [
        CableDecoder.encoded(Array(0..<60)) + CableDecoder.encoded([1, 2, 3]), CableDecoder.encoded([9]), [0, 0, 0, 0],
    ]

    @Test(arguments: [1, 2]) func `streams survive 2,000 mutations`(seed: UInt64) {
        var mutator = Mutator(state: seed)
        for bytes in Self.streams { bytes.withUnsafeBytes(fuzzCable) }
        for index in 0..<1000 {
            mutator.mutated(Self.streams[index % Self.streams.count], Self.streams).withUnsafeBytes(fuzzCable)
        }
    }
}

import Terminal
import Testing

@testable import mayfly_bench

struct ImageReportTests {
    private struct Broken: Error {}

    @Test func `both take turns, the first round of each is not counted, and the ratio is that of the rounds`()
        async throws
    {
        var (comparison, log) = (ImageReport.Comparison(.steps, "work", peer: "other"), [String]())
        try await comparison.measure(rounds: 2) {
            log.append("clear")
        } ours: {
            log.append("ours")
        } theirs: {
            log.append("theirs")
        }
        #expect(log == Array(repeating: ["clear", "ours", "clear", "theirs"], count: 3).flatMap(\.self))
        #expect(comparison.ours.count == 2 && comparison.theirs.count == 2)
        (comparison.ours, comparison.theirs) = ([1, 10, 3], [2, 5, 3])
        #expect(comparison.median.ratio == 1 && comparison.median.ours == 3)
    }

    @Test func `another that fails is told, and ours go on`() async throws {
        var comparison = ImageReport.Comparison(.download, "work", peer: "other")
        try await comparison.measure(rounds: 2) {
        } theirs: {
            throw Broken()
        }
        #expect(comparison.ours.count == 2 && comparison.theirs.isEmpty)
        #expect(try #require(comparison.obstacle).contains("Broken"))
        let text = try JSONText.pretty(comparison)
        #expect(text.contains("\"ratio\" : 0") && text.contains("\"part\" : \"download\""), "\(text)")
    }

    @Test func `ours that fail end the benchmark`() async {
        var comparison = ImageReport.Comparison(.steps, "work", peer: "other")
        await #expect(throws: Broken.self) {
            try await comparison.measure(rounds: 1) {
                throw Broken()
            } theirs: {
            }
        }
    }
}

import Terminal
import Testing

@Suite struct SuggestionTests {
    @Test(
        "a slip of the finger is one edit",
        arguments: [
            ("timeout", "timeout", 0), ("tiemout", "timeout", 1), ("timout", "timeout", 1), ("timeoutt", "timeout", 1),
            ("time", "timeout", 3), ("", "ab", 2),
        ])
    func distance(left: String, right: String, edits: Int) {
        #expect(Suggestion.distance(left, right) == edits)
        #expect(Suggestion.distance(right, left) == edits)
    }

    @Test("only what is near is suggested, and the nearest of it")
    func nearest() {
        #expect(Suggestion.nearest(to: "rn", among: ["ls", "run", "exec"]) == "run")
        #expect(Suggestion.nearest(to: "banana", among: ["ls", "run", "exec"]) == nil)
        #expect(Suggestion.nearest(to: String(repeating: "x", count: 100_000), among: ["run"]) == nil)
    }
}

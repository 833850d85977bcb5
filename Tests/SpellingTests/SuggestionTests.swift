import Spelling
import Testing

@Suite struct SuggestionTests {
    @Test("a typing error finds the word that was meant")
    func near() {
        let known = ["memory", "machine", "devices", "cpu"]
        #expect(suggestion(for: "memroy", among: known) == "memory")
        #expect(suggestion(for: "Memory", among: known) == "memory")
        #expect(suggestion(for: "device", among: known) == "devices")
        #expect(suggestion(for: "cup", among: known) == "cpu")
    }

    @Test("another word finds nothing")
    func far() {
        #expect(suggestion(for: "banana", among: ["memory", "cpu"]) == nil)
        #expect(suggestion(for: "", among: ["a"]) == nil)
        #expect(suggestion(for: String(repeating: "a", count: 10_000), among: ["a"]) == nil)
    }
}

import Testing

@testable import Seeds

@Suite struct SeedTests {
    @Test func `a seed keeps its files by path`() {
        #expect(Seed(volume: "cidata", files: ["user-data": [1]]).files["user-data"] == [1])
    }
}

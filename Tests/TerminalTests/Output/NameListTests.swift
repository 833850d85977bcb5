import Terminal
import Testing

@Suite struct NameListTests {
    @Test func `names that fit are all there`() {
        #expect(NameList.text([], within: 8) == "")
        #expect(NameList.text(["web"], within: 8) == "web")
        #expect(NameList.text(["web", "data"], within: 8) == "web,data")
    }

    @Test func `of many the first are there, and how many more there are`() {
        #expect(NameList.text(["web", "data", "lab", "old"], within: 8) == "web,data,+2")
    }

    @Test func `one name is there however long it is`() {
        #expect(NameList.text(["debian-12-full", "web"], within: 8) == "debian-12-full,+1")
    }
}

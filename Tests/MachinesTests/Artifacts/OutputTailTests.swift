import Testing

@testable import Machines

@Suite struct OutputTailTests {
    @Test("the end of what a command wrote is kept, and how much is not")
    func tail() {
        var tail = OutputTail(most: 4)
        tail.append(Array("ab".utf8))
        #expect(tail.text == "ab")
        for letter in "cdefghijkl" { tail.append(Array("\(letter)".utf8)) }
        #expect(tail.text == "[8 bytes before this were left out]\nijkl")
        #expect(tail.bytes.count <= 8)
        #expect(OutputTail().text.isEmpty)
    }
}

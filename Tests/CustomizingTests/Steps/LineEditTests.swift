import Fixtures
import Testing

@testable import Customizing

@Suite struct LineEditTests {
    private func edit(_ text: String, _ match: String, _ replacement: String) throws -> String {
        try LineEdit(EditStep(path: "/f", match: match, with: replacement))(text)
    }

    @Test func `each match is replaced, with its groups`() throws {
        #expect(try edit("a=1\nb=2\n", "^(\\w)=(\\d)$", "$2:$1 $$ $0 $9 $x") == "1:a $ a=1 $9 $x\n2:b $ b=2 $9 $x\n")
    }

    @Test func `line ends stay as they are`() throws {
        #expect(try edit("one\r\ntwo", "o", "0") == "0ne\r\ntw0")
    }

    @Test func `an edit that matches nothing is an error`() {
        let error = #expect(throws: CustomizeError.self) { try edit("a\n", "b", "c") }
        #expect(error?.message.contains("nothing in /f matches ‘b’") == true)
    }
}

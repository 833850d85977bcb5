import Testing

@testable import Customizing

@Suite struct RedactionTests {
    @Test func `a secret is taken out wherever it stands`() {
        var redaction = Redaction()
        redaction.add("hunter2")
        #expect(redaction("password=hunter2, again hunter2") == "password=‹secret›, again ‹secret›")
    }

    @Test func `a secret of several lines is taken out line by line, and one within another does not show its end`() {
        var redaction = Redaction()
        redaction.add("abc")
        redaction.add("first-line-of-it\nsecond-line-of-it\nend")
        redaction.add("abcdef")
        #expect(redaction("> second-line-of-it") == "> ‹secret›")
        #expect(redaction("abcdef abc") == "‹secret› ‹secret›")
    }
}

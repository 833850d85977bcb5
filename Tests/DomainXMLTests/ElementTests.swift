import Testing

@testable import DomainXML

struct ElementTests {
    @Test("markup in text and attributes is escaped, and what XML cannot hold is replaced")
    func escaping() {
        let element = Element("a", ["b": "<'\">&"], text: "x\u{1}\n<y>")
        #expect(element.rendered() == "<a b='&lt;&apos;&quot;&gt;&amp;'>x\u{FFFD}&#10;&lt;y&gt;</a>\n")
    }
}

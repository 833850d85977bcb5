import Conformance
import DomainXML
import Testing

struct DomainDifferenceTests {
    private func differences(_ ours: String, _ theirs: String) throws -> [String] {
        let pair = (try #require(XMLReader.element(ours)), try #require(XMLReader.element(theirs)))
        return DomainDifference.all(ours: pair.0, theirs: pair.1).map(\.description)
    }

    @Test("order and what says nothing make no difference")
    func equal() throws {
        #expect(
            try differences(
                "<domain><name>a</name><os><type arch='x' machine='m'>hvm</type></os></domain>",
                "<domain xmlns:q=\"u\"><os><bios></bios><type machine=\"m\" arch=\"x\" id=\"\">hvm</type></os>\n <name>a</name>\n</domain>"
            ).isEmpty)
    }

    @Test("a flag says something by being there")
    func flags() throws {
        #expect(try differences("<d><features><acpi/></features></d>", "<d><features/></d>").count == 1)
        #expect(try differences("<d><disk><readonly/></disk></d>", "<d><disk/></d>").count == 1)
    }

    @Test("a difference is told by its place, with both values")
    func places() throws {
        #expect(
            try differences(
                "<d><disk><driver cache='none'/><alias name='ua-a'/></disk><disk><alias name='ua-b'/></disk></d>",
                "<d><disk><alias name='ua-b'/></disk><disk><driver cache='writeback'/><alias name='ua-a'/></disk></d>")
                == ["/d/disk[ua-a]/driver/@cache: ours ‘none’, KubeVirt's ‘writeback’"])
        #expect(
            try differences("<d><memory>1</memory></d>", "<d><memory>2</memory><vcpu>1</vcpu></d>") == [
                "/d/memory: ours ‘1’, KubeVirt's ‘2’",
                "/d/vcpu: ours is not there, KubeVirt's ‘<vcpu>1</vcpu>’",
            ])
    }

    @Test("arguments of a command keep their order")
    func arguments() throws {
        let first = "<d><qemu:commandline><qemu:arg value='-a'/><qemu:arg value='b'/></qemu:commandline></d>"
        let second = "<d><qemu:commandline><qemu:arg value='b'/><qemu:arg value='-a'/></qemu:commandline></d>"
        #expect(try differences(first, first).isEmpty)
        #expect(try !differences(first, second).isEmpty)
    }

    @Test("the number of elements that are alike counts")
    func count() throws {
        #expect(try differences("<d><a x='1'/><a x='1'/></d>", "<d><a x='1'/></d>").count == 1)
    }

    @Test(
        "what is no XML of this kind is no element",
        arguments: ["", "<a>", "<a></b>", "<a x=1/>", "<a>&no;</a>", "<a/>b"])
    func unreadable(_ text: String) {
        #expect(XMLReader.element(text) == nil)
    }

    @Test("entities and numbered characters are read")
    func entities() throws {
        let element = try #require(XMLReader.element("<a b='&lt;&#10;&#x41;'>&amp;&quot;</a>"))
        #expect(element["b"] == "<\nA")
        #expect(element.text == "&\"")
    }
}

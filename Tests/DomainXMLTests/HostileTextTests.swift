import DomainXML
import KubeVirt
import Libvirt
import Testing

struct HostileTextTests {
    /// libvirt's own reading of what we wrote.
    private func readBack(_ golden: GoldenCase, _ check: (String, String?) throws -> Void) async throws {
        let connection = try await Connection.open("test:///default")
        do {
            let xml = try golden.converter().xml()
                .replacing(golden.files.domain, with: "mayfly-readback-abcdefghijk")
                .replacing(golden.files.uuid ?? "", with: "7dd1c26c-9a5c-4e3b-8f0e-ffffffffffff")
            let domain = try await connection.createDomain(xml: xml, .validate)
            let (text, record) = (
                try await domain.xml(), try await domain.metadata(namespace: DomainConverter.namespace)
            )
            try await domain.destroy()
            try check(text, record)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    @Test("kernel arguments, serial number and record full of markup come back as they were given")
    func markup() async throws {
        try await readBack(.hostileText) { xml, record in
            // libvirt escapes in its own way: what counts is that nothing became markup and nothing was lost.
            #expect(
                xml.contains("<cmdline>a=&quot;&lt;b&gt;&quot; c=&apos;&amp;d;&apos; ]]&gt; \u{FFFD}e\nf\tg</cmdline>"))
            #expect(xml.contains("<entry name='serial'>&lt;serial/&gt;&amp;&apos;&quot;</entry>"))
            let text = try #require(record)
            #expect(text.contains("]]&gt;&lt;/metadata&gt;&lt;&amp;'"))
            #expect(text.contains("🦋"))
        }
    }

    @Test("one machine makes the same text every time")
    func stable() throws {
        let texts = try (0..<20).map { _ in try GoldenCase.devices.converter().xml() }
        #expect(Set(texts).count == 1)
    }
}

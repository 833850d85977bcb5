import DomainXML
import FoundationEssentials
import Host
import Libvirt
import Testing

struct GoldenTests {
    @Test("a machine's domain XML is the recorded one", arguments: GoldenCase.allCases)
    func golden(_ golden: GoldenCase) throws {
        try Golden.expect(try golden.converter().xml(), matches: golden.rawValue)
    }

    @Test("no file is left of a case that is gone")
    func strayFiles() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Golden.directory).filter {
            $0.hasSuffix(".xml")
        }
        #expect(Set(files) == Set(GoldenCase.allCases.map { $0.rawValue + ".xml" }))
    }

    @Test(
        "libvirt takes the XML, checked against its schema, and starts it on its test driver",
        arguments: GoldenCase.allCases)
    func testDriver(_ golden: GoldenCase) async throws {
        let connection = try await Connection.open("test:///default")
        do {
            let domain = try await connection.createDomain(xml: try golden.converter().xml(), .validate)
            let record = try await domain.metadata(namespace: DomainConverter.namespace)
            #expect(record?.contains("machine") == true)
            try await domain.destroy()
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    private static let validator = FileSystem.program("xmllint") == nil ? nil : FileSystem.program("virt-xml-validate")

    @Test(
        "libvirt's own validator finds nothing wrong",
        .enabled(
            if: validator != nil, "virt-xml-validate (libvirt-clients) with xmllint (libxml2-utils) is not installed"),
        arguments: GoldenCase.allCases)
    func schema(_ golden: GoldenCase) async throws {
        let validator = try #require(Self.validator)
        let result = try await Child.run(validator, [Golden.path(golden.rawValue), "domain"], limit: .seconds(60))
        #expect(result.end == .exited(0), "\(result.output)")
    }
}

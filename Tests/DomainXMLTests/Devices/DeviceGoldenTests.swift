import DomainXML
import FoundationEssentials
import Host
import Libvirt
import Testing

struct DeviceGoldenTests {
    @Test("a machine's domain XML is the recorded one", arguments: DeviceGolden.allCases)
    func golden(_ golden: DeviceGolden) throws {
        try Golden.expect(try golden.converter().xml(), matches: "Devices/" + golden.rawValue)
    }

    @Test("no file is left of a case that is gone")
    func strayFiles() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Golden.directory + "/Devices")
        #expect(Set(files) == Set(DeviceGolden.allCases.map { $0.rawValue + ".xml" }))
    }

    @Test(
        "libvirt takes the XML, checked against its schema where KubeVirt keeps to that, and starts it on its test driver",
        arguments: DeviceGolden.allCases.filter { !$0.isBeyondLibvirt9 })
    func testDriver(_ golden: DeviceGolden) async throws {
        let connection = try await Connection.open("test:///default")
        do {
            let domain = try await connection.createDomain(
                xml: try golden.converter().xml(), golden.isInSchema ? .validate : [])
            try await domain.destroy()
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }
}

import DomainXML
import FoundationEssentials
import KubeVirt
import Testing

struct MachineGoldenTests {
    @Test("the domain around the devices is the recorded one", arguments: MachineCase.all)
    func golden(_ golden: MachineCase) throws {
        var domain = try golden.domain()
        domain.children.removeAll { ["devices", "metadata", "name"].contains($0.name) }
        try Golden.expect(domain.rendered(), matches: "Machine/" + golden.name)
    }

    @Test("no file is left of a case that is gone")
    func strayFiles() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Golden.directory + "/Machine")
        #expect(Set(files) == Set(MachineCase.all.map { $0.name + ".xml" }))
    }
}

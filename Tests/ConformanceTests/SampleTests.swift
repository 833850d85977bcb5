import Conformance
import Fixtures
import KubeVirt
import KubeVirtSamples
import Testing
import YAML

/// KubeVirt's own answers, where its samples lie beside the checkout.
@Suite(.enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent))
struct SampleTests {
    /// Lines of verdicts on which we differ, each with its reason. At most one in twenty, and the list may only shrink.
    private static let otherVerdicts: [Int: String] = [:]
    /// The same of domains.
    private static let otherDomains: [Int: String] = [:]

    @Test("KubeVirt's verdicts are ours")
    func verdicts() throws {
        try compare("admission-sample.jsonl", except: Self.otherVerdicts, toldAtMost: 2) { node, place in
            AdmissionSample.comparison(in: node, place: place)
        }
    }

    @Test("what KubeVirt's converter makes of a machine is what ours makes")
    func domains() throws {
        try compare("domain-sample.jsonl", except: Self.otherDomains, toldAtMost: 9) { node, place in
            DomainConformance.comparison(
                of: try YAMLDecoder().decode(DomainSample.self, from: node, file: place), place: place)
        }
    }

    @Test("what is admitted without an architecture is admitted as a fixture's machine too")
    func fixtures() throws {
        var admitted = 0
        for line in try KubeVirtSamples.bytes("admission-sample.jsonl").split(separator: UInt8(ascii: "\n")) {
            let node = try YAMLParser().document(in: Array(line))
            var machine = VirtualMachineInstance()
            if let object = node["vmi"], let decoded = try? YAMLDecoder().decode(type(of: machine), from: object) {
                machine = decoded
            } else if let spec = node["spec"],
                let decoded = try? YAMLDecoder().decode(type(of: machine.spec), from: spec)
            {
                machine.spec = decoded
            }
            machine.spec.architecture = nil
            machine.metadata.name = "m"
            guard machine.admission(under: .singleHost).isEmpty else { continue }
            admitted += 1
            let possible = machine.spec.impossibleCauses(at: "spec").isEmpty
            #expect(Fixture(machine).admission().isEmpty == possible, "\(Fixture(machine).admission())")
        }
        #expect(admitted > 20)
    }

    /// `told`: how many answers may need more than their lines say; the number may only shrink.
    private func compare(
        _ name: String, except exceptions: [Int: String], toldAtMost told: Int,
        _ comparison: (Node, String) throws -> Comparison
    ) throws {
        let lines = try KubeVirtSamples.bytes(name).split(separator: UInt8(ascii: "\n"))
        #expect(lines.count > 80)
        #expect(exceptions.count * 20 <= lines.count)
        var agreement = Agreement()
        for (index, line) in lines.enumerated() {
            let place = "\(name):\(index + 1)"
            let node = try YAMLParser().document(in: Array(line), file: place)
            let result = try comparison(node, place)
            agreement.add(result, place: place)
            guard case .differs(let text) = result else {
                #expect(exceptions[index + 1] == nil, "\(place) agrees now: drop the exception")
                continue
            }
            #expect(exceptions[index + 1] != nil, "\(text)")
        }
        #expect(agreement.told.count <= told)
        print("\(name): \(agreement.summary); \(agreement.remark ?? "all from the lines alone")")
    }
}

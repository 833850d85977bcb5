import Conformance
import Testing
import YAML

/// KubeVirt's verdicts, where its samples lie beside the checkout.
@Suite(.enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent))
struct AdmissionSampleTests {
    /// Lines on which we differ, each with its reason. At most one in twenty, and the list may only shrink.
    private static let exceptions: [Int: String] = [:]

    @Test("KubeVirt's verdicts are ours")
    func verdicts() throws {
        let lines = try KubeVirtSamples.bytes("admission-sample.jsonl").split(separator: UInt8(ascii: "\n"))
        #expect(lines.count > 100)
        #expect(Self.exceptions.count * 20 <= lines.count)
        var agreement = Agreement()
        for (index, line) in lines.enumerated() {
            let place = "admission-sample.jsonl:\(index + 1)"
            let node = try YAMLParser().document(in: Array(line), file: place)
            let disagreement = AdmissionSample.disagreement(in: node, place: place)
            agreement.add(disagreement)
            let known = Self.exceptions[index + 1] != nil
            #expect((disagreement != nil) == known, "\(disagreement ?? "\(place) agrees now: drop the exception")")
        }
        print("KubeVirt's verdicts: \(agreement.summary)")
    }
}

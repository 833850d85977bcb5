import Conformance
import DomainXML
import FoundationEssentials
import KubeVirt
import Testing
import YAML

/// KubeVirt's own answers; its files lie beside the checkout.
struct DomainSampleTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    private static let path =
        (ProcessInfo.processInfo.environment["MAYFLY_KUBEVIRT_SAMPLES"] ?? repository + "/../shared/kubevirt")
        + "/domain-sample.jsonl"

    /// Where we differ and why, by the beginning of the place. It may only shrink, and is never to hold more than one
    /// sample of twenty.
    private static let exceptions: [String: String] = [:]

    @Test(
        "what KubeVirt's converter makes of a machine is what ours makes",
        .enabled(if: FileManager.default.fileExists(atPath: path), "KubeVirt's samples are not beside the checkout"))
    func samples() throws {
        let lines = try Data(contentsOf: URL(filePath: Self.path)).split(separator: UInt8(ascii: "\n"))
        #expect(lines.count > 50)
        var (excused, unsaid): ([Int], [Int]) = ([], [])
        var used: Set<String> = []
        for (index, line) in lines.enumerated() {
            let sample = try YAMLDecoder().decode(DomainSample.self, from: Array(line), file: "\(index + 1)")
            let outcome = DomainConformance.outcome(of: sample)
            if outcome.usesUnsaid { unsaid.append(index + 1) }
            let reasons = outcome.differences.map { difference in
                Self.exceptions.keys.first { difference.path.hasPrefix($0) }
            }
            used.formUnion(reasons.compactMap(\.self))
            if reasons.contains(where: { $0 != nil }) { excused.append(index + 1) }
            for (difference, reason) in zip(outcome.differences, reasons) where reason == nil {
                Issue.record("domain-sample.jsonl:\(index + 1): \(difference)")
            }
        }
        #expect(used == Set(Self.exceptions.keys), "an exception that no sample needs must go")
        #expect(excused.count * 20 <= lines.count)
        print(
            "KubeVirt's domains: \(lines.count) compared, excused \(excused), "
                + "told more than their line says \(unsaid)")
    }
}

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

    @Test(
        "what KubeVirt's converter makes of a machine is what ours makes",
        .enabled(if: FileManager.default.fileExists(atPath: path), "KubeVirt's samples are not beside the checkout"))
    func samples() throws {
        let lines = try Data(contentsOf: URL(filePath: Self.path)).split(separator: UInt8(ascii: "\n"))
        var agreed = 0
        var unsaid: [Int] = []
        for (index, line) in lines.enumerated() {
            let name = "domain-sample.jsonl:\(index + 1)"
            do {
                let sample = try YAMLDecoder().decode(DomainSample.self, from: Array(line), file: name)
                let outcome = DomainConformance.outcome(of: sample)
                if outcome.differences.isEmpty { agreed += 1 }
                if outcome.usesUnsaid { unsaid.append(index + 1) }
                for difference in outcome.differences { print("\(name): \(difference)") }
            } catch {
                print("\(name): \(error)")
            }
        }
        print("domains: agreed \(agreed) of \(lines.count); with what the line does not say: \(unsaid)")
    }
}

import DomainXML
import KubeVirt

/// Our converter held against KubeVirt's.
package enum DomainConformance {
    /// What came of a sample.
    package struct Outcome: Sendable {
        package var differences: [DomainDifference]
        /// Whether it was converted with what the line does not say of the host, taken from KubeVirt's answer.
        package var usesUnsaid = false
    }

    /// Converts a sample as KubeVirt's converter was asked to, and says where the two differ.
    package static func differences(in sample: DomainSample) -> [DomainDifference] { outcome(of: sample).differences }

    package static func outcome(of sample: DomainSample) -> Outcome {
        let plain = Outcome(differences: differences(sample.vmi, sample.host, in: sample))
        guard !plain.differences.isEmpty, let theirs = sample.xml.flatMap(XMLReader.element) else { return plain }
        let told = sample.unsaid(theirs)
        let second = differences(told.machine, told.host, in: sample)
        return second.count < plain.differences.count ? Outcome(differences: second, usesUnsaid: true) : plain
    }

    private static func differences(
        _ machine: VirtualMachineInstance, _ host: HostFacts, in sample: DomainSample
    ) -> [DomainDifference] {
        do throws(ConversionError) {
            let files = MachineFiles.kubeVirt(machine, host: host)
            return differences(ours: try DomainConverter(machine, host: host, files: files).xml(), in: sample)
        } catch {
            return differences(refused: error.description, in: sample)
        }
    }

    /// Holds a domain that was written elsewhere against a sample's.
    package static func differences(ours xml: String, in sample: DomainSample) -> [DomainDifference] {
        guard let text = sample.xml, !text.isEmpty else {
            return [.init(path: "/", ours: "a domain", theirs: "an error: \(sample.error ?? "")")]
        }
        guard let theirs = XMLReader.element(text) else {
            return [.init(path: "/", ours: nil, theirs: "no XML that can be read")]
        }
        guard let ours = XMLReader.element(xml) else {
            return [.init(path: "/", ours: "no XML that can be read", theirs: nil)]
        }
        return DomainDifference.all(ours: ours, theirs: theirs)
    }

    /// A refusal agrees with any refusal: what KubeVirt's converter says is meant for its own log.
    package static func differences(refused message: String, in sample: DomainSample) -> [DomainDifference] {
        if sample.error?.isEmpty == false { return [] }
        return [.init(path: "/", ours: "an error: \(message)", theirs: "a domain")]
    }
}

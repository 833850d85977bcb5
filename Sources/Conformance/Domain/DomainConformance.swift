import DomainXML
import KubeVirt

/// Our converter held against KubeVirt's.
package enum DomainConformance {
    /// KubeVirt's domain beside the one that we make of the same machine on the same host. `place` names the line.
    package static func comparison(of sample: DomainSample, place: String) -> Comparison {
        .trying(text(differences(sample.vmi, sample.host, in: sample), place)) {
            let told = sample.xml.flatMap(XMLReader.element).map(sample.unsaid)
            return text(differences(told?.machine ?? sample.vmi, told?.host ?? sample.host, in: sample), place)
        }
    }

    private static func text(_ differences: [DomainDifference], _ place: String) -> String? {
        differences.isEmpty ? nil : differences.map { "\(place): \($0)" }.joined(separator: "\n")
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

import DomainXML

/// Our converter held against KubeVirt's.
package enum DomainConformance {
    /// Converts a sample as KubeVirt's converter was asked to, and says where the two differ.
    package static func differences(in sample: DomainSample) -> [DomainDifference] {
        let facts = sample.host
        let machine = sample.machine
        let files = MachineFiles.kubeVirt(machine, host: facts)
        do throws(ConversionError) {
            let xml = try DomainConverter(machine, host: facts, files: files).xml()
            return differences(ours: xml, in: sample)
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

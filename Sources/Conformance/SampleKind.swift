package import YAML

/// What a file of KubeVirt's answers is about.
package enum SampleKind: String, CaseIterable, Sendable {
    /// Verdicts: a VMI, or its spec, with whether it is allowed and the causes when not.
    case admission
    /// Conversions: a VMI and what the converter knew of the host, with the domain XML.
    case domain

    /// What differs between KubeVirt's answer in a line and ours; nil when nothing does. `place` names the line.
    package func disagreement(in line: Node, place: String) -> String? {
        switch self {
        case .admission: AdmissionSample.disagreement(in: line, place: place)
        case .domain: "\(place): conversion is not compared yet"
        }
    }
}

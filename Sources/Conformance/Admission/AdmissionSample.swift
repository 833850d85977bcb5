import KubeVirt
import Manifests
package import YAML

/// One of KubeVirt's verdicts: a machine, or the spec of one, and what its validators said of it.
///
/// A machine went through the validating webhook, without its defaults; a spec only through the rules that templates share, under a root that the
/// line does not name.
package struct AdmissionSample {
    enum Subject {
        case machine(Node)
        case spec(Node)
    }

    struct Cause {
        var reason: String
        var field: String
        var message: String
    }

    let subject: Subject
    let allowed: Bool
    let causes: [Cause]
    let featureGates: [FeatureGate]
    let disabledFeatureGates: [FeatureGate]

    /// Reads a line; nil when it is none of ours.
    init?(_ line: Node) {
        if let machine = line["vmi"] {
            subject = .machine(machine)
        } else if let spec = line["spec"] {
            subject = .spec(spec)
        } else {
            return nil
        }
        guard let allowed = line["allowed"]?.scalar?.text else { return nil }
        self.allowed = allowed == "true"
        causes = (line["causes"]?.sequence ?? []).map {
            Cause(
                reason: $0["reason"]?.scalar?.text ?? "", field: $0["field"]?.scalar?.text ?? "",
                message: $0["message"]?.scalar?.text ?? "")
        }
        featureGates = Self.gates(line["featureGates"])
        disabledFeatureGates = Self.gates(line["disabledFeatureGates"])
    }

    private static func gates(_ list: Node?) -> [FeatureGate] {
        (list?.sequence ?? []).compactMap { $0.scalar.map { FeatureGate(rawValue: $0.text) } }
    }
}

extension AdmissionSample {
    /// KubeVirt's verdict in a line beside ours. `place` names the line.
    package static func comparison(in line: Node, place: String) -> Comparison {
        guard let sample = AdmissionSample(line) else {
            return .differs("\(place): expected a mapping with allowed, and with vmi or spec")
        }
        return .trying(sample.difference(under: sample.configuration, place: place)) {
            sample.difference(under: sample.toldConfiguration, place: place)
        }
    }

    private func difference(under configuration: ClusterConfiguration, place: String) -> String? {
        switch subject {
        case .machine(let node):
            // As `mayfly validate --no-defaults` does: the samples are of the validating webhook alone.
            let document = ManifestDocument(.of(VirtualMachineInstance.self), node, file: place)
            return difference(from: document.verdict(under: configuration, defaulting: false).causes, place: place)
        case .spec(let node):
            do throws(YAMLError) {
                let spec = try YAMLDecoder().decode(
                    VirtualMachineInstanceSpec.self, from: node.withRequiredFields(), file: place)
                return difference(from: spec.admission(at: root, under: configuration), place: place)
            } catch {
                return "\(place): the spec is not read: \(error)"
            }
        }
    }

    /// Verdicts agree when both allow, or both deny with the same pairs of reason and field. Words may differ.
    private func difference(from ours: [StatusCause], place: String) -> String? {
        let expected = Set(causes.map { "\($0.reason) at \($0.field)" })
        let found = Set(ours.map { "\($0.reason.rawValue) at \($0.field ?? "")" })
        // The webhook answers with ten causes at most.
        let isCut = causes.count == 10 && ours.count > 10
        if allowed == ours.isEmpty, isCut ? expected.isSubset(of: found) : expected == found { return nil }
        var lines = ["\(place): KubeVirt \(allowed ? "allows" : "denies"), we \(ours.isEmpty ? "allow" : "deny")"]
        lines += expected.subtracting(found).sorted().map { "  missing \($0)" }
        if !isCut { lines += found.subtracting(expected).sorted().map { "  not KubeVirt's: \($0)" } }
        return lines.joined(separator: "\n")
    }
}

extension Node {
    /// Fields that a type requires and that Go writes as null when they are not there.
    private static let required: [String: Value] = [
        "nodeSelectorTerms": .sequence([]), "users": .sequence([]), "virtiofs": .mapping(Mapping()),
    ]

    /// The value as Go's own structs had it, which never were a document.
    fileprivate func withRequiredFields() -> Node {
        switch value {
        case .scalar: return self
        case .sequence(let items): return Node(.sequence(items.map { $0.withRequiredFields() }), mark: mark)
        case .mapping(var mapping):
            for index in mapping.entries.indices {
                let entry = mapping.entries[index]
                let empty = entry.value.isNull ? Self.required[entry.key] : nil
                mapping.entries[index].value =
                    empty.map { Node($0, mark: entry.value.mark) } ?? entry.value.withRequiredFields()
            }
            return Node(.mapping(mapping), mark: mark)
        }
    }
}

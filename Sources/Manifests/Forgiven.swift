import YAML

extension YAMLError.Problem {
    /// What KubeVirt's webhooks let pass: they do not look at metadata, and a status may come from a newer KubeVirt.
    var isForgiven: Bool {
        switch code {
        case .nullValue:
            if path.hasPrefix("metadata.") || ["metadata", "status", "kind", "apiVersion"].contains(path) {
                return true
            }
            return ["creationTimestamp", "lastProbeTime", "lastTransitionTime"].contains { path.hasSuffix("." + $0) }
        case .unknownField: return path.hasPrefix("status.")
        default: return false
        }
    }
}

extension Node {
    /// The document without the unknown fields that are forgiven; null fields are read as absent anyway.
    func withoutForgiven(_ problems: [YAMLError.Problem]) -> Node {
        removing(Set(problems.filter { $0.code == .unknownField && $0.isForgiven }.compactMap(\.mark)))
    }

    private func removing(_ marks: Set<Mark>) -> Node {
        guard !marks.isEmpty else { return self }
        switch value {
        case .scalar: return self
        case .sequence(let items): return Node(.sequence(items.map { $0.removing(marks) }), mark: mark)
        case .mapping(var mapping):
            mapping.entries.removeAll { entry in entry.keyMark.map { marks.contains($0) } ?? false }
            for index in mapping.entries.indices {
                mapping.entries[index].value = mapping.entries[index].value.removing(marks)
            }
            return Node(.mapping(mapping), mark: mark)
        }
    }
}

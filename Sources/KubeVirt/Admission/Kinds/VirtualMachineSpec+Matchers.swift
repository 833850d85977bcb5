extension VirtualMachineSpec {
    /// What is wrong with the references to an instancetype and a preference by themselves.
    func matcherCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let instancetype {
            let matcher = Matcher(
                title: "InstancetypeMatcher", name: instancetype.name, kind: instancetype.kind,
                volume: instancetype.inferFromVolume, policy: instancetype.inferFromVolumeFailurePolicy)
            causes += matcher.causes(at: field + ".instancetype")
            guard causes.isEmpty else { return causes }
        }
        if let preference {
            let matcher = Matcher(
                title: "PreferenceMatcher", name: preference.name, kind: preference.kind,
                volume: preference.inferFromVolume, policy: preference.inferFromVolumeFailurePolicy)
            causes += matcher.causes(at: field + ".preference")
        }
        return causes
    }

    /// A reference of either kind: by name, or through what a volume says of itself.
    private struct Matcher {
        var title: String
        var name: String?
        var kind: String?
        var volume: String?
        var policy: String?

        func causes(at field: String) -> [StatusCause] {
            let (name, kind, volume) = (name ?? "", kind ?? "", volume ?? "")
            var causes: [StatusCause] = []
            if name.isEmpty, volume.isEmpty {
                causes.append(
                    .notFound("Either Name or InferFromVolume should be provided within the \(title)", at: field))
            }
            for (value, title, part) in [(name, "Name", ".name"), (kind, "Kind", ".kind")]
            where !volume.isEmpty && !value.isEmpty {
                causes.append(
                    .unsupported(
                        "\(title) already set, should be cleared before setting inferFromVolume", at: field + part))
            }
            if let policy, policy != "Ignore", policy != "Reject" {
                causes.append(
                    .invalid(
                        "Invalid value '\(policy)' for InferFromVolumeFailurePolicy",
                        at: field + ".inferFromVolumeFailurePolicy"))
            }
            return causes
        }
    }
}

extension VirtualMachineRestore {
    /// Why a cluster with this configuration would refuse to restore, whatever the snapshot and its machine are.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        guard configuration.isEnabled(.snapshot) else {
            return [.error("Snapshot/Restore feature gate not enabled")]
        }
        let causes = spec.target.virtualMachineCauses(at: "spec.target")
        guard causes.isEmpty else { return causes }
        return patchCauses(at: "spec.patches") + overrideCauses(at: "spec.volumeRestoreOverrides")
            + policyCauses(at: "spec")
    }

    /// Patches change specs, labels and annotations. KubeVirt reads them by their commas and colons.
    private func patchCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for patch in spec.patches ?? [] {
            let inner = patch.drop { "{}".contains($0) }
            let trimmed = String(inner.reversed().drop { "{}".contains($0) }.reversed())
            for pair in trimmed.split(separator: ",", omittingEmptySubsequences: false) {
                let parts = pair.split(separator: ":", omittingEmptySubsequences: false).map(Self.trimmed)
                guard parts.count == 2 else {
                    causes.append(
                        .invalid(
                            "patch format is not valid - one \":\" expected in a single key-value json patch: \(pair)",
                            at: field))
                    continue
                }
                let allowed = ["\"/metadata/labels/", "\"/metadata/annotations/", "\"/spec/"]
                if parts[0] == "\"path\"", !allowed.contains(where: { parts[1].hasPrefix($0) }) {
                    causes.append(
                        .invalid("patching is valid only for elements under /spec/ only: \(pair)", at: field))
                }
            }
        }
        return causes
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }

    private func overrideCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (index, override) in (spec.volumeRestoreOverrides ?? []).enumerated() {
            if override.volumeName ?? "" == "" {
                causes.append(.required("must provide a volume name", at: "\(field)[\(index)].volumeName"))
            }
            if override.restoreName ?? "" == "", override.annotations == nil, override.labels == nil {
                causes.append(.required("must provide at least one overriden field", at: "\(field)[\(index)]"))
            }
        }
        return causes
    }

    private func policyCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let policy = spec.volumeRestorePolicy, !["InPlace", "RandomizeNames", "PrefixTargetName"].contains(policy) {
            causes.append(
                .invalid("volume restore policy \"\(policy)\" doesn't exist", at: field + ".volumeRestorePolicy"))
        }
        if let policy = spec.volumeOwnershipPolicy, !["Vm", "None"].contains(policy) {
            causes.append(
                .invalid("volume ownership policy \"\(policy)\" doesn't exist", at: field + ".volumeOwnershipPolicy"))
        }
        return causes
    }
}

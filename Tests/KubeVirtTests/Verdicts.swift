import KubeVirt

extension [StatusCause] {
    /// What a verdict is compared by, as `Invalid spec.domain`: reasons without their common beginning, and fields.
    var verdicts: Set<String> {
        Set(map { "\($0.reason.rawValue.replacingPrefix("FieldValue")) \($0.field ?? "-")" })
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String) -> String {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
    }
}

extension VirtualMachineInstance {
    /// A machine that is admitted, changed.
    static func admitted(
        _ architecture: Architecture = .amd64, _ change: (inout VirtualMachineInstanceSpec) -> Void
    ) -> VirtualMachineInstance {
        var spec = VirtualMachineInstanceSpec(
            architecture: architecture, domain: .init(memory: .init(guest: .mebibytes(64))))
        change(&spec)
        return VirtualMachineInstance(metadata: .init(name: "vm"), spec: spec)
    }
}

/// Reasons and fields for a machine that would be admitted but for the change.
func verdicts(
    on architecture: Architecture = .amd64, gates: [FeatureGate] = [], without: [FeatureGate] = [],
    _ change: (inout VirtualMachineInstanceSpec) -> Void
) -> Set<String> {
    VirtualMachineInstance.admitted(architecture, change)
        .validation(under: ClusterConfiguration(featureGates: gates, disabledFeatureGates: without)).verdicts
}

extension VirtualMachineSnapshot {
    /// Why a cluster with this configuration would refuse the snapshot; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        guard configuration.isEnabled(.snapshot) else { return [.error("snapshot feature gate not enabled")] }
        return spec.source.virtualMachineCauses(at: "spec.source")
    }
}

extension Core.TypedLocalObjectReference {
    /// Whether a virtual machine is meant.
    func virtualMachineCauses(at field: String) -> [StatusCause] {
        guard let apiGroup else { return [.notFound("missing apiGroup", at: field + ".apiGroup")] }
        guard apiGroup == "kubevirt.io" else { return [.invalid("invalid apiGroup", at: field + ".apiGroup")] }
        return kind == "VirtualMachine" ? [] : [.invalid("invalid kind", at: field + ".kind")]
    }
}

extension StatusCause {
    /// What KubeVirt's webhooks say without naming a cause.
    static func error(_ message: String) -> StatusCause {
        StatusCause(message: message, reason: .none)
    }
}

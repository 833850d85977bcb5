extension VirtualMachineInstancePreset {
    /// Why a cluster would refuse the preset; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        guard let domain = spec?.domain else { return [.required("missing domain.", at: "spec.domain")] }
        let limits = domain.limitCauses(at: "spec.domain")
        guard limits.isEmpty else { return limits }
        // What features the domain needs besides is asked of machines: that cause is the domain's own.
        let firmware = domain.firmwareCauses(at: "spec.domain", annotations: metadata)
        return domain.devices.diskCauses(at: "spec.domain.devices.disks")
            + firmware.filter { $0.field != "spec.domain" }
    }
}

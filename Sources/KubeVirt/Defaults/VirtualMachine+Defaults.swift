extension VirtualMachine {
    /// The virtual machine as KubeVirt's mutating webhook would hand it on; what is set stays as it is.
    ///
    /// A preference that it refers to may be given, which says first what architecture, chipset and storage are
    /// preferred. `firmware.uuid` and `firmware.serial` of the template, which KubeVirt draws, stay unset, and nothing
    /// is inferred from volumes.
    public func withDefaults(
        under configuration: ClusterConfiguration = ClusterConfiguration(),
        preference: VirtualMachinePreferenceSpec? = nil
    ) -> VirtualMachine {
        guard metadata.deletionTimestamp == nil else { return self }
        var machine = preference.map(mutated(by:)) ?? self
        var template = machine.spec.template.spec
        if template.architecture?.rawValue ?? "" == "" { template.architecture = configuration.defaultArchitecture }
        if template.domain.machine?.type ?? "" == "" {
            template.domain.machine = .init(type: configuration.machineType(of: template.architecture))
        }
        machine.spec.template.spec = template
        var metadata = spec.template.metadata ?? ObjectMeta()
        metadata.setTopologyVersion(for: template)
        if metadata != ObjectMeta() { machine.spec.template.metadata = metadata }
        return machine
    }
}

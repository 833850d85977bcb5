extension VirtualMachine {
    /// The virtual machine as KubeVirt's mutating webhook would hand it on; what is set stays as it is.
    ///
    /// A preference that it refers to may be given, which says first what architecture, chipset and storage are preferred.
    /// `firmware.uuid` and `firmware.serial` of the template, which KubeVirt draws, stay unset, and nothing is inferred
    /// from volumes.
    public func withDefaults(
        under configuration: ClusterConfiguration = ClusterConfiguration(),
        preference: VirtualMachinePreferenceSpec? = nil
    ) -> VirtualMachine {
        guard metadata.deletionTimestamp == nil else { return self }
        var machine = self
        var template = spec.template.spec
        if template.architecture?.rawValue ?? "" == "" {
            let preferred = preference?.preferredArchitecture ?? ""
            template.architecture =
                preferred.isEmpty ? configuration.defaultArchitecture : Architecture(rawValue: preferred)
        }
        if template.domain.machine?.type ?? "" == "" {
            let preferred = preference?.machine?.preferredMachineType ?? ""
            template.domain.machine = .init(
                type: preferred.isEmpty ? configuration.machineType(of: template.architecture) : preferred)
        }
        machine.spec.template.spec = template
        if let name = preference?.volumes?.preferredStorageClassName, !name.isEmpty {
            for index in (machine.spec.dataVolumeTemplates ?? []).indices {
                machine.spec.dataVolumeTemplates?[index].spec.setStorageClass(name)
            }
        }
        var metadata = spec.template.metadata ?? ObjectMeta()
        metadata.setTopologyVersion(for: template)
        if metadata != ObjectMeta() { machine.spec.template.metadata = metadata }
        return machine
    }
}

extension DataVolumeSpec {
    fileprivate mutating func setStorageClass(_ name: String) {
        if pvc?.storageClassName == nil { pvc?.storageClassName = name }
        if storage?.storageClassName == nil { storage?.storageClassName = name }
    }
}

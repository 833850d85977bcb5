extension VirtualMachineExport {
    /// Why a cluster with this configuration would refuse the export; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        let source = spec.source
        var causes: [StatusCause] = []
        func check(_ title: String, group: String) {
            if source.name.isEmpty {
                causes.append(.invalid("\(title) name must not be empty", at: "spec.source.name"))
            }
            if source.apiGroup ?? "" != group || source.apiGroup == nil && !group.isEmpty {
                let rule = group.isEmpty ? "missing or blank" : group
                causes.append(.invalid("\(title) API group must be \(rule)", at: "spec.source.APIGroup"))
            }
        }
        switch source.kind {
        case "PersistentVolumeClaim": check("PVC", group: "")
        case "VirtualMachineSnapshot": check("VMSnapshot", group: "snapshot.kubevirt.io")
        case "VirtualMachine": check("VM", group: "kubevirt.io")
        case "VirtualMachineBackup": check("VirtualMachineBackup", group: "backup.kubevirt.io")
        case "VirtualMachineTemplate":
            if configuration.isEnabled(.ociExport), configuration.isEnabled(.template) {
                check("VirtualMachineTemplate", group: "template.kubevirt.io")
            } else {
                causes.append(
                    .invalid(
                        "VirtualMachineTemplate source requires the OCIExport feature gate and virt-template "
                            + "deployment to be enabled", at: "spec.source.kind"))
            }
        default: causes.append(.invalid("invalid kind", at: "spec.source.kind"))
        }
        return causes
    }
}

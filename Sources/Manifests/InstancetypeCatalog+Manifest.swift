package import KubeVirt

extension InstancetypeCatalog {
    /// Takes the document's object if it is an instancetype or a preference that can be read.
    package mutating func take(_ document: ManifestDocument) {
        switch document.resource.kind {
        case VirtualMachineInstancetype.kind:
            if let object = try? document.object(VirtualMachineInstancetype.self) { add(object) }
        case VirtualMachineClusterInstancetype.kind:
            if let object = try? document.object(VirtualMachineClusterInstancetype.self) { add(object) }
        case VirtualMachinePreference.kind:
            if let object = try? document.object(VirtualMachinePreference.self) { add(object) }
        case VirtualMachineClusterPreference.kind:
            if let object = try? document.object(VirtualMachineClusterPreference.self) { add(object) }
        default: break
        }
    }
}

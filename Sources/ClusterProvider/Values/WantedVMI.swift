import KubeVirt

/// A VMI as it is made, or as it was found, in one place: it is a large value, and each machine and its tasks hand it on.
final class WantedVMI: Sendable {
    let metadata: ObjectMeta
    let spec: VirtualMachineInstanceSpec
    /// One at most: it is half of a VMI, and one that is only made has none.
    private let status: [VirtualMachineInstanceStatus]

    /// Who has written which field is left out: nobody asks, and it is more than all the rest.
    init(_ vmi: VirtualMachineInstance) {
        var metadata = vmi.metadata
        metadata.managedFields = nil
        self.metadata = metadata
        spec = vmi.spec
        status = vmi.status.map { [$0] } ?? []
    }

    var vmi: VirtualMachineInstance { VirtualMachineInstance(metadata: metadata, spec: spec, status: status.first) }
}

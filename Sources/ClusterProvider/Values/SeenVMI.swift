import KubeVirt

/// A VMI as it is handed on from task to task: in one place.
///
/// A VMI is a large value. Each task that passes it on would keep room for some of them as long as it lives, and each
/// machine has such tasks.
final class SeenVMI: Sendable {
    let vmi: VirtualMachineInstance

    /// Who has written which field is left out: nobody asks, and it is more than all the rest.
    init(_ vmi: VirtualMachineInstance) {
        var vmi = vmi
        vmi.metadata.managedFields = nil
        self.vmi = vmi
    }

    var sighting: Sighting { Sighting(vmi) }
    var uid: String? { vmi.metadata.uid }
}

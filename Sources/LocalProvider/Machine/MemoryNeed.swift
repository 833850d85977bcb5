import Host
import KubeVirt
import Lifecycle

extension LocalMachine.Definition {
    /// How much of the host's memory the machine is going to take, in bytes.
    var memoryNeed: Int64 {
        let domain = bound.vmi.spec.domain
        let guest = domain.memory?.guest ?? domain.resources?.requests?["memory"] ?? domain.resources?.limits?["memory"]
        // Huge pages are not taken from what others have.
        let need = MemoryNeed(
            guest: domain.memory?.hugepages == nil ? guest?.bytes ?? 0 : 0,
            processors: Int64(clamping: domain.cpu?.count ?? 1),
            disks: Int64(domain.devices.disks?.count ?? 0),
            accelerator: bound.verdict.accelerator)
        if case .fork(let template, _) = beginning, template.memory != nil { return need.fork }
        return need.boot
    }

    /// Whether the machine's memory is a file that it shares.
    var sharesMemory: Bool {
        if !shares.isEmpty { return true }
        return switch beginning {
        case .prototype, .capture: true
        case .boot, .fork: false
        }
    }
}
